const unfinished = /\.(tmp|part|filepart)$/i;

/** Bytes of a name: more than any file system takes, and all that are remembered fit into one row. */
const LONGEST_NAME = 255;

/** False for names that are still being written under, or that no file of ours could have. */
export const isForUs = (name: string): boolean =>
  name !== '' &&
  Buffer.byteLength(name) <= LONGEST_NAME &&
  !name.startsWith('.') &&
  !unfinished.test(name) &&
  !/[/\\\p{Cc}]/u.test(name);

const types: Readonly<Record<string, string>> = {
  json: 'application/json',
  jsonld: 'application/ld+json',
  xml: 'application/xml',
  csv: 'text/csv',
  txt: 'text/plain',
};

/** SFTP knows no types: the name says what it is likely to be, and whoever reads it looks at the content. */
export const contentTypeOf = (name: string): string =>
  types[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
