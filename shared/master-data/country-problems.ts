import { countryLetters } from '../gs1/code-lists.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** Why a code names no country, with its place; nothing where it does, or is absent. Asked when it is written alone: what is in force is read as it is. */
export const countryProblems = (code: string | undefined, at: string): Refusal[] =>
  code === undefined || countryLetters.has(code)
    ? []
    : [
        refuse('malformed', `${code} is no country`, {
          at,
          rule: 'ISO 3166-1 alpha-2',
          remedy: 'give the two letters of the country, such as DE',
        }),
      ];
