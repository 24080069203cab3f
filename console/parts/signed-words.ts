import * as v from 'valibot';

/** What a person says with a signature. */
export interface Signed {
  readonly meaning: string;
  readonly reason: string;
}

const name = 'seriate-signing';
const shape = v.object({ label: v.string(), meaning: v.string(), reason: v.string() });

/** Words of a signature that wait in this tab while the signer proves again who he is: the last ones only. */
export function keepSigned(label: string, signed: Signed): void {
  sessionStorage.setItem(name, JSON.stringify({ label, ...signed }));
}

/** The words that wait for the deed of this label. */
export function keptSigned(label: string): Signed | undefined {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), sessionStorage.getItem(name));
  return read.success && read.output.label === label ? read.output : undefined;
}

export const forgetSigned = (): void => sessionStorage.removeItem(name);
