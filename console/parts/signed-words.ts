import * as v from 'valibot';
import { inTab } from '../tab-store.ts';

/** What a person says with a signature. */
export interface Signed {
  readonly meaning: string;
  readonly reason: string;
}

/** What is to be signed: the same deed of another subject is another one. */
export interface SignedDeed {
  readonly label: string;
  /** Its subject, as its address or path names it. */
  readonly of: string;
}

/** What is decided beside the words, by name: it is part of what is signed. */
export type Chosen = Readonly<Record<string, string>>;

const shape = v.object({
  label: v.string(),
  of: v.string(),
  meaning: v.string(),
  reason: v.string(),
  chosen: v.record(v.string(), v.string()),
  at: v.number(),
});
const store = inTab('signing', shape);

/** Words that waited. */
export interface KeptWords extends Signed {
  readonly chosen: Chosen;
  /** When their signer was sent to prove who he is, milliseconds since 1970. */
  readonly at: number;
}

/** Words of a signature, and what was decided with them, that wait in this tab while the signer proves again who he is: the last ones only. They are those of whose the tab is (`ownTab`). */
export function keepSigned({ label, of }: SignedDeed, { meaning, reason }: Signed, chosen: Chosen = {}): void {
  store.keep({ label, of, meaning, reason, chosen, at: Date.now() });
}

/** The words that wait for this deed, with what was decided. */
export function keptSigned({ label, of }: SignedDeed): KeptWords | undefined {
  const kept = store.read();
  return kept?.label === label && kept.of === of ? kept : undefined;
}

/** The same, where they were meant for what is decided now: words that were said of another decision are restored with it, or not at all. */
export function keptFor(deed: SignedDeed, chosen: Chosen): KeptWords | undefined {
  const kept = keptSigned(deed);
  const names = new Set([...Object.keys(chosen), ...Object.keys(kept?.chosen ?? {})]);
  return [...names].every((one) => kept?.chosen[one] === chosen[one]) ? kept : undefined;
}

/** What is signed, or not to be signed, waits no more; words for another deed do. */
export function forgetSigned(deed: SignedDeed): void {
  if (keptSigned(deed) !== undefined) store.drop();
}

/** Leaves a window: whoever gives its words up begins anew, and signs nothing later by what he proved for it. */
export const forgetting = (deed: SignedDeed, close: () => void) => (): void => {
  forgetSigned(deed);
  close();
};
