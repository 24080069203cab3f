import * as v from 'valibot';
import { readGln } from '../gs1/gln.ts';
import { readGtin } from '../gs1/gtin.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { itemsOf } from './pdg-items.ts';
import type { PdgReport } from './pdg-shapes.ts';

/** Items of one report, and errors in words beside them. */
export const MOST_ITEMS = 200;
const uuid = v.pipe(v.string(), v.uuid());
const rule = 'PDG ExceptionsSchemas, report';

/**
 * What is wrong with a report that we are about to send, beyond the schema: it has something to say, its ids are UUIDs and differ, and the keys it names
 * have their check digit. Reports of others are held to the schema alone.
 */
export function reportProblems(report: PdgReport): Refusal[] {
  const items = itemsOf(report.exceptions);
  const others = report.other_errors ?? [];
  const says = items.length + others.length;
  const problems: Refusal[] = [];
  const add = (at: string, detail: string, remedy: string) =>
    problems.push(refuse('malformed', detail, { at, rule, remedy }));
  if (report.case_resolved ? items.length > 0 : says === 0)
    add(
      '/exceptions',
      'a report tells exceptions, or that they are resolved',
      'name what differs, or resolve the case',
    );
  if (says > MOST_ITEMS)
    add('/exceptions', `${says} items are more than ${MOST_ITEMS}`, 'report them by several cases');
  if (report.po_number.trim() === '') add('/po_number', 'the purchase order is empty', 'name the purchase order');
  for (const member of ['message_uuid', 'exception_case_uuid'] as const)
    if (!v.is(uuid, report[member])) add(`/${member}`, 'is no UUID', 'draw a UUID');
  const seen = new Set<string>();
  for (const item of items) {
    if (!v.is(uuid, item.uuid) || seen.has(item.uuid))
      add(`${item.at}/exception_item_uuid`, 'is no UUID of its own', 'draw a UUID for each item');
    seen.add(item.uuid);
    for (const { member, kind, value } of item.keys)
      if (isRefusal(kind === 'gtin' ? readGtin(value) : readGln(value)))
        add(
          `${item.at}/${member}`,
          `${value} is no ${kind.toUpperCase()}`,
          'mend it, or tell it as a master data error',
        );
  }
  return problems;
}
