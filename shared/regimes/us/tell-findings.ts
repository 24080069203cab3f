import type { UsFindings } from './validate/collect.ts';
import type { UsFinding } from './validate/finding.ts';

/** Rules named in one text. */
const NAMED = 10;

/** What would have a document refused, in one text: of each rule its first finding, and how many there are. */
export function tellFindings({ findings, counts }: UsFindings): string {
  const first = new Map<string, UsFinding>();
  for (const one of findings) if (one.severity === 'error' && !first.has(one.rule)) first.set(one.rule, one);
  const told = [...first.values()].slice(0, NAMED).map((one) => `${tellFinding(one)}${times(counts.get(one.rule))}`);
  const more = first.size > NAMED ? `; and ${first.size - NAMED} rules more` : '';
  return told.join('; ') + more;
}

/** A finding in a line. */
export const tellFinding = ({ rule, event, detail }: UsFinding): string =>
  `${rule}${event === undefined ? '' : ` (event ${event})`}: ${detail}`;

const times = (count = 1) => (count > 1 ? ` (${count} times)` : '');
