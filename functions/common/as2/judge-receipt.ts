import type { Verdict } from '#shared/delivery/verdict.ts';
import { type As2Error, tellDisposition } from './disposition.ts';
import { micAlgorithms, micOf } from './mic.ts';
import type { ToldReceipt } from './read-receipt.ts';

/** Errors that the partner's system may get over by itself: the same message may be taken later. */
const passing: readonly string[] = ['unexpected-processing-error'] satisfies readonly As2Error[];

/** What was sent, as its receipt must tell it. */
export interface Expected {
  readonly messageId: string;
  /** Integrity checks in base64, by every hash that a receipt may be told with. */
  readonly mics: Readonly<Record<string, string>>;
  /** A signed message has a receipt with an integrity check; of others many systems tell none. */
  readonly signed: boolean;
}

/** Every integrity check by which a partner may answer. */
export const micsOf = (checked: Uint8Array): Expected['mics'] =>
  Object.fromEntries(micAlgorithms.map((algorithm) => [algorithm, micOf(checked, algorithm).digest]));

/**
 * What a receipt means for a delivery. It says that the message arrived, not that its content was accepted. A warning that it was a double counts: it arrived before.
 * Whoever tells another integrity check has received other content: a person looks.
 */
export function judgeReceipt(receipt: ToldReceipt, expected: Expected): Verdict {
  const { messageId, disposition } = receipt;
  const { type, modifier } = disposition;
  const told = tellDisposition(disposition);
  if (messageId !== expected.messageId) {
    const reason = `the receipt is of another message: ${messageId.slice(0, 300)}`;
    return { verdict: 'retry', failure: 'ambiguous', reason };
  }
  if (type === 'processed' && (modifier === undefined || modifier.kind === 'warning')) {
    const problem = micProblem(receipt, expected);
    return problem === undefined ? { verdict: 'acknowledged' } : { verdict: 'rejected', reason: `${told}, ${problem}` };
  }
  if (passing.includes(modifier?.words.toLowerCase() ?? ''))
    return { verdict: 'retry', failure: 'transient', reason: told };
  return { verdict: 'rejected', reason: told };
}

function micProblem({ mic, disposition }: ToldReceipt, { mics, signed }: Expected): string | undefined {
  // A double need not have been looked into again.
  const isDouble = /duplicate/i.test(disposition.modifier?.words ?? '');
  if (mic === undefined) return signed && !isDouble ? 'without an integrity check of what it received' : undefined;
  const own = mics[mic.algorithm];
  if (mic.digest === own) return undefined;
  return `of other content than was sent: its ${mic.algorithm} is ${mic.digest.slice(0, 100)} and not ${own}`;
}
