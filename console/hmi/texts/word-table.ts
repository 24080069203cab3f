/** Words by the agent's code. A code that is not there is shown as it is. */
export type WordTable = Readonly<Record<string, string>>;

/** A table of words, of which nobody relies on a certain member. */
export const wordTable = (words: WordTable): WordTable => words;

export const wordOf = (words: WordTable, code: string): string => words[code] ?? code;
