import * as v from 'valibot';

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

const name = 'seriate-signing';
const shape = v.object({
  label: v.string(),
  of: v.string(),
  meaning: v.string(),
  reason: v.string(),
  chosen: v.record(v.string(), v.string()),
});

/** Words of a signature, and what was decided with them, that wait in this tab while the signer proves again who he is: the last ones only. */
export function keepSigned({ label, of }: SignedDeed, { meaning, reason }: Signed, chosen: Chosen = {}): void {
  sessionStorage.setItem(name, JSON.stringify({ label, of, meaning, reason, chosen }));
}

/** The words that wait for this deed, with what was decided. */
export function keptSigned({ label, of }: SignedDeed): (Signed & { readonly chosen: Chosen }) | undefined {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), sessionStorage.getItem(name));
  return read.success && read.output.label === label && read.output.of === of ? read.output : undefined;
}

/** The same, where they were meant for what is decided now: words that were said of another decision are restored with it, or not at all. */
export function keptFor(deed: SignedDeed, chosen: Chosen): Signed | undefined {
  const kept = keptSigned(deed);
  const names = new Set([...Object.keys(chosen), ...Object.keys(kept?.chosen ?? {})]);
  return [...names].every((one) => kept?.chosen[one] === chosen[one]) ? kept : undefined;
}

export const forgetSigned = (): void => sessionStorage.removeItem(name);
