/** What a page of a block holds. */
interface Page {
  readonly first: number;
  readonly serials: readonly string[];
  readonly extra?: readonly Readonly<Record<string, string>>[] | undefined;
}

/**
 * The text whose SHA-256 (of its UTF-8 bytes) is a page's checksum: the counter of the first serial, then the serials, a line each; behind a serial,
 * parted by tabs, what stands behind it on the pack as `AI=value` in ascending order of the AIs. Lines are parted by LF.
 */
export function pageText({ first, serials, extra = [] }: Page): string {
  const lines = serials.map((serial, i) => {
    const tail = Object.entries(extra[i] ?? {}).map(([ai, value]) => `${ai}=${value}`);
    return [serial, ...tail.toSorted()].join('\t');
  });
  return [first, ...lines].join('\n');
}
