import type { LineStatus } from '../data/status-shape.ts';

/** Commands by which a line that stands goes on, in the order in which they are shown big. */
const onward = ['unhold', 'start', 'clear', 'reset'];

/** The one command that brings the line on; undefined while something else has to be done first, and while it works by itself. */
export function bigCommand({
  commands,
  alarms,
  awaited,
}: Pick<LineStatus, 'commands' | 'alarms' | 'awaited'>): string | undefined {
  if (alarms.some(({ stops }) => stops)) return undefined;
  if (awaited?.clearance != null || (awaited?.partials.length ?? 0) > 0) return undefined;
  return onward.find((one) => commands.includes(one));
}

/** The other commands that the line knows now, without a start that would be refused before its checklist is signed. */
export function sideCommands(line: Pick<LineStatus, 'commands' | 'alarms' | 'awaited'>): string[] {
  const big = bigCommand(line);
  return line.commands.filter((one) => one !== big && !(one === 'start' && line.awaited?.clearance != null));
}
