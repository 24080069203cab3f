import * as v from 'valibot';
import { type Refusal, refuse } from '../refusal.ts';
import { itemsOf } from './pdg-items.ts';
import { type PdgReport, reportShape } from './pdg-shapes.ts';

/** Items of one report of a partner's. */
const MOST = 200;
/** Characters of an id or an order; a UUID has 36. */
const LONGEST = 100;
const rule = 'PDG ExceptionsSchemas, report';
const remedy = 'ask the partner for a report of the schema';

/** A partner's report. It is held to the schema, and to what a case needs: items that can be told apart. */
export function readReport(value: unknown): PdgReport | Refusal {
  const parsed = v.safeParse(reportShape, value);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const at = `/${(issue.path ?? []).map(({ key }) => String(key)).join('/')}`;
    return refuse('malformed', issue.message, { at, rule, remedy });
  }
  const { message_uuid: message, exception_case_uuid: caseUuid, po_number: po, exceptions } = parsed.output;
  const items = itemsOf(exceptions);
  const names = { '/message_uuid': message, '/exception_case_uuid': caseUuid, '/po_number': po };
  const ids = items.map(({ uuid, at }) => [`${at}/exception_item_uuid`, uuid] as const);
  const odd = [...Object.entries(names), ...ids].find(([, text]) => text.length < 1 || text.length > LONGEST);
  if (odd !== undefined)
    return refuse('malformed', `must have 1 to ${LONGEST} characters`, { at: odd[0], rule, remedy });
  if (items.length > MOST)
    return refuse('too-large', `${items.length} items, ${MOST} are the most`, { at: '/exceptions', rule, remedy });
  const uuids = items.map(({ uuid }) => uuid);
  const twice = uuids.findIndex((one, i) => uuids.indexOf(one) !== i);
  if (twice === -1) return parsed.output;
  return refuse('malformed', `item ${uuids[twice]} stands twice`, { at: items[twice]?.at ?? '', rule, remedy });
}
