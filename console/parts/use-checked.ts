import { useState } from 'react';
import type * as v from 'valibot';
import type { Said } from '../api.ts';
import { type ErrorAt, errorAt, wrongAt } from './error-at.ts';
import { wrongWith } from './wrong-with.ts';

/** What a form's deed has to have of it. */
interface Deed {
  readonly error: Error | null;
  reset(): void;
}

/** Holds a form against the shape of its body before it is sent: what is wrong is told at its field, and nothing is sent; afterwards what the server refused. */
export function useChecked(shape: v.GenericSchema, deed: Deed) {
  const [wrong, setWrong] = useState<readonly Said[]>([]);
  const at: ErrorAt = wrong.length > 0 ? wrongAt(wrong) : errorAt(deed.error);
  const check = (body: unknown): boolean => {
    const found = wrongWith(shape, body);
    setWrong(found);
    deed.reset();
    return found.length === 0;
  };
  return { at, check, error: wrong.length > 0 ? null : deed.error };
}
