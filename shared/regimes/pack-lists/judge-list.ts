import type { Verdict } from '../../delivery/verdict.ts';
import { firstOf } from '../answers.ts';

/** A pack by what it is called. */
export interface NamedPack {
  readonly gtin: string;
  readonly serial: string;
}

/** A pack with the code that an answer gives it. */
export interface CodedPack extends NamedPack {
  readonly code: string;
}

/** All is well with the pack [H]. */
export const OK = '00000';

const nameOf = ({ gtin, serial }: NamedPack) => gtin + serial;

/** Why an answer is not about what was sent: it has to name every pack of the list, once, and no other. */
function strangeness(sent: readonly NamedPack[], told: readonly CodedPack[]): string | undefined {
  const names = new Set(told.map(nameOf));
  if (names.size !== told.length) return 'names a pack twice';
  if (sent.some((pack) => !names.has(nameOf(pack)))) return `accounts for ${told.length} of ${sent.length} packs`;
  return told.length === sent.length ? undefined : 'names packs that were not sent';
}

/** What an answer that gives every pack of a list its code comes to. A refused pack is called by GTIN and serial where a list may have several products. */
export function judgeList(sent: readonly NamedPack[], told: readonly CodedPack[], isOfLot: boolean): Verdict {
  const strange = strangeness(sent, told);
  if (strange !== undefined) return unclear(strange);
  const refused = told.filter(({ code }) => code !== OK);
  if (refused.length === 0) return { verdict: 'acknowledged' };
  if (refused.length === told.length)
    return { verdict: 'rejected', reason: `all ${refused.length} packs refused: ${listed(refused)}` };
  return partly(refused, told.length, isOfLot);
}

/** Codes of states that say what became of a list. */
export interface ListStates {
  readonly done: readonly string[];
  /** As it was before. */
  readonly before: readonly string[];
}

/**
 * What states of the packs say of a list that may have arrived: what none of them shows did not, and is sent; what some show did, and the others were
 * refused. Where neither can be told a person has to look.
 */
export function judgeStates(
  sent: readonly NamedPack[],
  told: readonly CodedPack[],
  isOfLot: boolean,
  { done, before }: ListStates,
): Verdict {
  const strange = strangeness(sent, told);
  if (strange !== undefined) return unclear(strange);
  const missing = told.filter(({ code }) => !done.includes(code));
  if (missing.length === 0) return { verdict: 'acknowledged' };
  if (missing.length < told.length) return partly(missing, told.length, isOfLot);
  if (missing.some(({ code }) => before.includes(code))) return { verdict: 'unknown' };
  return {
    verdict: 'stopped',
    reason: `it may have arrived, and the states of its packs do not tell: ${listed(missing)}. Look there, then resend or cancel this report`,
  };
}

const partly = (refused: readonly CodedPack[], all: number, isOfLot: boolean): Verdict => ({
  verdict: 'partially-accepted',
  accepted: all - refused.length,
  rejected: refused.map((pack) => ({ object: isOfLot ? pack.serial : nameOf(pack), code: pack.code })),
});

const listed = (packs: readonly CodedPack[]) =>
  firstOf(
    packs.map(({ serial, code }) => `${serial} (${code})`),
    ', ',
  );

const unclear = (what: string): Verdict => ({ verdict: 'retry', failure: 'ambiguous', reason: `the answer ${what}` });
