import type { RejectedObject, Verdict } from '../../delivery/verdict.ts';
import type { Listed } from './wire-answer.ts';

/** A refused code as the repository calls it: a pack's serial, a container's SSCC. */
const objectOf = (code: string): string => /^01\d{14}21(.+)$/.exec(code)?.[1] ?? /^00(\d{18})$/.exec(code)?.[1] ?? code;

/**
 * What the entries of a list say of a file. One that stands twice was sent twice: what was done counts, then what is not over.
 */
export function resultOfFile(ours: readonly Listed[]): Verdict {
  const flags = ours.map(({ process_flag: flag }) => flag);
  if (flags.includes('3')) return { verdict: 'acknowledged' };
  if (flags.includes('1')) return { verdict: 'pending' };
  return flags.every((flag) => flag === '4') ? refusedBecause(ours) : unclear('names no state of the file');
}

/**
 * What the entries of a list say of a bill.
 *
 * @param codes that it named
 */
export function resultOfBill(ours: readonly Listed[], codes: ReadonlySet<string>): Verdict {
  const done = ours.find(({ deal_status: status }) => status === '3');
  if (done === undefined && ours.some(({ deal_status: status }) => status === '0')) return { verdict: 'pending' };
  const [first] = ours;
  const entry = done ?? first;
  if (entry === undefined || (done === undefined && entry.deal_status !== '4'))
    return unclear('names no state of the bill');
  const refused = entry.error_list ?? [];
  if (done !== undefined && refused.length === 0) return { verdict: 'acknowledged' };
  if (done === undefined) return refusedBecause(ours);
  const strangers = refused.filter(({ code }) => !codes.has(code)).length;
  if (strangers > 0) return unclear(`refuses ${strangers} codes that were not sent`);
  const rejected = refused.map(({ code, reason }): RejectedObject => ({ object: objectOf(code), code: reason }));
  return { verdict: 'partially-accepted', accepted: codes.size - refused.length, rejected };
}

function refusedBecause(ours: readonly Listed[]): Verdict {
  const [{ msg = '', error_list: list } = { msg: '' }] = ours;
  const [first] = list ?? [];
  const of = first && `${list?.length} codes refused: ${objectOf(first.code)} (${first.reason})`;
  return { verdict: 'rejected', reason: [msg, of].filter(Boolean).join(': ') || 'it failed, and no reason is said' };
}

const unclear = (what: string): Verdict => ({
  verdict: 'retry',
  failure: 'ambiguous',
  reason: `the list ${what}`,
});
