/** Words that are typed with commas or blanks between them. */
export const listed = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);
