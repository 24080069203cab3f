import * as v from 'valibot';
import { isRefusal } from '../refusal.ts';
import { type Heard, hearStatus, notOurs, type SaidStatus } from './heard.ts';
import { type ExpectedResponse, type HeardResponse, readResponse } from './read-response.ts';

const answer = v.object({ message_uuid: v.string(), response: v.optional(v.nullable(v.unknown())) });

/**
 * What a partner's exception desk says of a report: whether it has it, and its response where there is one. The PDG publishes what messages hold and no
 * transport; this one is ours.
 */
export const readDeskAnswer = (
  said: SaidStatus,
  asked: 'sent' | 'asked',
  messageUuid: string,
  expected: ExpectedResponse,
): Heard<HeardResponse> => {
  const decide = (body: unknown): Heard<HeardResponse> => {
    const read = v.safeParse(answer, body);
    if (!read.success || read.output.message_uuid !== messageUuid) return notOurs(`message ${messageUuid}`);
    const { response } = read.output;
    if (response === undefined || response === null) return { heard: 'received' };
    const decision = readResponse(response, expected);
    if (isRefusal(decision)) return notOurs(`case ${expected.caseUuid}: ${decision.at} ${decision.detail}`);
    return { heard: 'decided', decision };
  };
  const isOurs = (body: unknown) => v.is(v.looseObject({ message_uuid: v.literal(messageUuid) }), body);
  return hearStatus(said, asked, decide, isOurs);
};
