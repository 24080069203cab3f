import type { LineView } from '#shared/messages/line-status.ts';

/** Lines whose alarms stop them come first, then those with other alarms, then those that have a batch. */
export function troubledFirst(a: LineView, b: LineView): number {
  return troubleOf(b) - troubleOf(a) || nameOf(a).localeCompare(nameOf(b));
}

function troubleOf({ alarms, order }: LineView): number {
  if (alarms.some(({ stops }) => stops)) return 3;
  return alarms.length > 0 ? 2 : Number(order !== undefined);
}

const nameOf = ({ site, line }: LineView): string => `${site}\n${line}`;
