import * as v from 'valibot';
import { type Refusal, refuse } from '../refusal.ts';
import { isOfAnother, type KnownPartner } from './is-of-another.ts';
import { type PdgVerdict, responseShape } from './pdg-shapes.ts';

/** What a response must be about. */
export interface ExpectedResponse {
  readonly caseUuid: string;
  readonly poNumber: string;
  /** Of the items that were reported. */
  readonly items: readonly string[];
  /** Whose response it is to be; absent: nobody knows it. */
  readonly partner?: KnownPartner | undefined;
}

export interface HeardResponse {
  readonly messageUuid: string;
  readonly verdicts: readonly PdgVerdict[];
  readonly notes?: string;
}

const rule = 'PDG ExceptionsSchemas, response';

/** A partner's response to our report: one of another case, order or item is refused, and so is one that says two things of an item. */
export function readResponse(
  value: unknown,
  { caseUuid, poNumber, items, partner }: ExpectedResponse,
): HeardResponse | Refusal {
  const wrong = (at: string, detail: string) =>
    refuse('malformed', detail, { at, rule, remedy: 'ask the partner for the response to this case' });
  const parsed = v.safeParse(responseShape, value);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return wrong(`/${(issue.path ?? []).map(({ key }) => String(key)).join('/')}`, issue.message);
  }
  const response = parsed.output;
  if (response.exception_case_uuid !== caseUuid)
    return wrong('/exception_case_uuid', `the response is of case ${response.exception_case_uuid}`);
  if (response.po_number !== poNumber) return wrong('/po_number', `the response is of order ${response.po_number}`);
  const { gln } = response.sender_information;
  if (partner !== undefined && isOfAnother(gln, partner))
    return wrong('/sender_information/gln', `the response is of ${gln}, who is not the partner ${partner.party}`);
  const verdicts = response.response_items ?? [];
  const named = verdicts.map((one) => one.exception_item_uuid);
  const strange = named.findIndex((one, i) => !items.includes(one) || named.indexOf(one) !== i);
  if (strange !== -1)
    return wrong(`/response_items/${strange}`, `item ${named[strange]} was not reported, or is answered twice`);
  const { message_uuid: messageUuid, additional_notes: notes } = response;
  return { messageUuid, verdicts, ...(typeof notes === 'string' && { notes }) };
}
