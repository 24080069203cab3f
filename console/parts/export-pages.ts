import type { Api } from '../api.ts';

/**
 * All pages of a list as one file of CSV: the header of the first, and the rows of all. Each page lies in the browser's own store as it comes.
 *
 * @param fetched one page, and the path of the next (RFC 8288)
 * @param told how many rows there are so far
 * @throws what a page was refused for; once it is aborted, after the page in hand
 */
export async function exportPages(
  fetched: Api['page'],
  path: string,
  told: (rows: number) => void,
  signal: AbortSignal,
): Promise<{ readonly file: Blob; readonly rows: number }> {
  const parts: Blob[] = [];
  let rows = 0;
  for (let next: string | undefined = path; next !== undefined; ) {
    const page: Awaited<ReturnType<Api['page']>> = await fetched(next, 'text/csv', signal);
    signal.throwIfAborted();
    const text = await page.file.text();
    const header = text.indexOf('\r\n') + 2;
    parts.push(new Blob([parts.length === 0 ? text : text.slice(header)]));
    rows += linesIn(text) - 1;
    told(rows);
    next = page.next;
  }
  return { file: new Blob(parts, { type: 'text/csv' }), rows };
}

/** Ends of lines, but for those within quotation marks (RFC 4180). */
function linesIn(text: string): number {
  let lines = 0;
  let isQuoted = false;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === '\n' && !isQuoted) lines++;
  }
  return lines;
}
