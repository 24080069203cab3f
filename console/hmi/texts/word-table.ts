/** Words by the agent's code. A code that is not there is shown as it is. */
export type WordTable = Readonly<Record<string, string>>;

/** A table of words, of which nobody relies on a certain member. */
export const wordTable = (words: WordTable): WordTable => words;

/** A name with the code behind it that stands in the records; the code alone where there is no name. */
export const withCode = (name: string | undefined, code: string): string =>
  name === undefined ? code : `${name} (${code})`;

export const wordOf = (words: WordTable, code: string): string => words[code] ?? code;
