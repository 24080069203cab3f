import { saidOf } from './problem-alert.tsx';

/** What is wrong with the member at a JSON pointer, for the field that holds it; undefined where nothing is. */
export type ErrorAt = (pointer: string) => string | undefined;

interface Wrong {
  readonly at?: string | undefined;
  readonly detail?: string | undefined;
}

/** Finds the field that a refusal is about: the member that it names, or one around it. */
export function errorAt(error: unknown): ErrorAt {
  return error === null || error === undefined ? () => undefined : wrongAt([saidOf(error)]);
}

/** The same of several things that are wrong. */
export const wrongAt =
  (wrong: readonly Wrong[]): ErrorAt =>
  (pointer) => {
    const here = wrong.filter(({ at }) => at === pointer || at?.startsWith(`${pointer}/`));
    return here.length === 0 ? undefined : here.map(({ detail = 'not as it must be' }) => detail).join('; ');
  };
