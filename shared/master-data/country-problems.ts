import { countryLetters } from '../gs1/code-lists.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** Left by ISO 3166-1 (8.1.3) to whoever uses them: XK for Kosovo and XI for Northern Ireland are known far and wide. ZZ and AA are not: they mean that nobody knew. */
const isOfUsers = (code: string) => /^X[A-Z]$/.test(code);

/** Why a code names no country, with its place; nothing where it does, or is absent. Asked when it is written alone: what is in force is read as it is. */
export const countryProblems = (code: string | undefined, at: string): Refusal[] =>
  code === undefined || countryLetters.has(code) || isOfUsers(code)
    ? []
    : [
        refuse('malformed', `${code} is no country`, {
          at,
          rule: 'ISO 3166-1 alpha-2',
          remedy: 'give the two letters of the country, such as DE',
        }),
      ];
