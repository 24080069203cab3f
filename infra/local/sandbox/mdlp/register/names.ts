/** Texts by small numbers, 0 for none, so that a million packs name a place in four bytes. */
export function newNames() {
  const texts: string[] = [''];
  const numbers = new Map<string, number>([['', 0]]);
  return {
    numberOf: (text: string): number => {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, texts.length);
      return texts.push(text) - 1;
    },
    /** The number of a text that was named before. */
    find: (text: string): number | undefined => numbers.get(text),
    textOf: (number: number): string => texts[number] ?? '',
  };
}
export type Names = ReturnType<typeof newNames>;
