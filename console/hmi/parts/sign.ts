import { texts } from '../texts/language.ts';
import { askFor } from './ask-for.ts';

/** A signature as the agent takes it: the password once more, and what it means (21 CFR Part 11 §11.50, §11.200). */
export interface Signing {
  readonly meaning: string;
  readonly password: string;
  readonly reason?: string;
}

interface Needs {
  /** What the reason is asked as; none is asked for when left out. */
  readonly reason?: string | undefined;
  readonly about?: readonly string[];
  /** Does what is signed for; answers why it is not done, in words. */
  readonly tries: (signature: Signing) => Promise<string>;
}

const REASON = { minLength: 10, maxLength: 1_000 };

/** Has the person at the screen sign. Answers whether what is signed for was done. What is kept is the meaning as it was read. */
export async function sign(meaning: string, { reason, about, tries }: Needs): Promise<boolean> {
  const { person } = texts();
  const given = await askFor(
    person.signing(meaning),
    [
      ...(reason === undefined
        ? []
        : [{ name: 'reason', label: person.reason(reason), type: 'words' as const, ...REASON }]),
      { name: 'password', label: person.yourPassword, type: 'password', autocomplete: 'current-password' },
    ],
    person.sign,
    { about, tries: (written) => tries(signingOf(meaning, written)) },
  );
  return given !== undefined;
}

const signingOf = (meaning: string, { password = '', reason }: Readonly<Record<string, string>>): Signing => ({
  meaning,
  password,
  ...(reason !== undefined && { reason }),
});
