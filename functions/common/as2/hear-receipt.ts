import type { Verdict } from '#shared/delivery/verdict.ts';
import { type Expected, judgeReceipt } from './judge-receipt.ts';
import type { Entity } from './mime.ts';
import { isOpened, openMessage, type Trust } from './open-message.ts';
import { readReceipt, type ToldReceipt } from './read-receipt.ts';

/** Why something is no receipt that counts. */
export interface Unheard {
  readonly unheard: string;
}

/** What a receipt that counts says. */
export interface HeardReceipt extends ToldReceipt {
  readonly isSigned: boolean;
}

/**
 * A receipt out of what came for one: signed by the partner where the message was signed, for anybody between could have written another.
 *
 * @param mustBeSigned as the message was
 */
export function hearReceipt(entity: Entity, trust: Trust, mustBeSigned: boolean): HeardReceipt | Unheard {
  const opened = openMessage(entity, trust);
  if (!isOpened(opened)) return { unheard: `the receipt does not hold: ${opened.reason}` };
  const receipt = readReceipt(opened.entity);
  if (receipt === undefined) return { unheard: 'the answer is no receipt' };
  if (mustBeSigned && opened.signed === undefined) {
    const { type, modifier } = receipt.disposition;
    return { unheard: `the receipt is not signed; it says ${type} ${modifier?.words ?? ''}`.trim() };
  }
  return { ...receipt, isSigned: opened.signed !== undefined };
}

export const isHeard = (one: HeardReceipt | Unheard): one is HeardReceipt => !('unheard' in one);

/** What the answer to a message means: without a receipt that counts nobody knows whether it arrived. */
export function verdictOfReceipt(entity: Entity, trust: Trust, expected: Expected): Verdict {
  const heard = hearReceipt(entity, trust, expected.signed);
  if (isHeard(heard)) return judgeReceipt(heard, expected);
  return { verdict: 'retry', failure: 'ambiguous', reason: heard.unheard };
}
