import { log } from '#common/log.ts';
import type { Exceptions } from '#common/store/exceptions.ts';
import { writeLink } from '#shared/gs1/key-link.ts';
import type { Judgement } from '#shared/vrs/judge-pack.ts';
import type { Question } from './read-question.ts';

export interface MismatchNeeds {
  readonly exceptions: Pick<Exceptions, 'open'>;
  readonly now: () => Date;
}

/**
 * What does not verify is a reason to look for suspect product (FD&C Act 582(b)(4)(C)): an exception opens for the pack and how it failed, once, from
 * which people open a case. Those of a day are counted together, so that who asks at random opens a thousand at most. Who asks has an answer all the same.
 */
export async function noteMismatch(
  { exceptions, now }: MismatchNeeds,
  owner: string,
  { gtin, serial, lot, exp, reqGLN }: Question,
  { verificationFailureReason: reason = 'No_reason_provided' }: Judgement,
): Promise<void> {
  const epc = writeLink({ primary: { ai: '01', value: gtin }, qualifiers: [{ ai: '21', value: serial }] });
  const detail = `asked for by ${reqGLN} with lot ${lot} and expiry ${exp}: ${reason}`;
  const finding = { rule: 'not-verified' as const, subject: epc, epcs: [epc], eventIds: [reason], detail };
  const at = now();
  await exceptions.open(owner, [finding], `vrs-${at.toISOString().slice(0, 10)}`, at).catch((error: unknown) => {
    log('vrs-mismatch-not-noted', { tenant: owner, error: String(error) });
  });
}
