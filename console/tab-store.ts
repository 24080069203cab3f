import * as v from 'valibot';
import type { Session } from './tokens.ts';

/** Of all that this page keeps in the store of a tab. */
const OURS = 'seriate-';
const OWNER = `${OURS}owner`;

/** What was kept in this tab stays for who kept it: whoever else is signed in, or for another tenant, finds it empty. */
export function ownTab({ tenant, username }: Pick<Session, 'tenant' | 'username'>): void {
  const owner = JSON.stringify([tenant, username]);
  if (sessionStorage.getItem(OWNER) !== owner) emptyTab();
  sessionStorage.setItem(OWNER, owner);
}

/** Forgets all that was kept in this tab: drafts with their serials, words of signatures, names of files. */
export function emptyTab(): void {
  const names = Array.from({ length: sessionStorage.length }, (_, i) => sessionStorage.key(i) ?? '');
  for (const name of names) if (name.startsWith(OURS)) sessionStorage.removeItem(name);
}

/** One thing that this tab keeps for whose it is. What is there in another shape is none. */
export function inTab<Shape extends v.GenericSchema>(name: string, shape: Shape) {
  const key = OURS + name;
  const kept = v.pipe(v.string(), v.parseJson(), shape);
  return {
    read: (): v.InferOutput<Shape> | undefined => {
      const read = v.safeParse(kept, sessionStorage.getItem(key));
      return read.success ? read.output : undefined;
    },
    keep: (value: v.InferInput<Shape>): void => sessionStorage.setItem(key, JSON.stringify(value)),
    drop: (): void => sessionStorage.removeItem(key),
  };
}
