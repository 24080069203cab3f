/** Characters told of a fault. */
const LONGEST = 300;

/** A fault in a few words, for the tenant as well: without the names of what it runs on. */
export const spoken = (error: unknown): string =>
  String(error)
    .replaceAll(/arn:\S+/g, 'arn:…')
    .slice(0, LONGEST);
