/** Reads comma-separated values (RFC 4180), a header line first. @returns undefined when a quote is not closed or a line has another number of cells */
export function readCsv(
  text: string,
): { readonly header: readonly string[]; readonly rows: readonly string[][] } | undefined {
  const lines: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const form = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
    form.lastIndex = at;
    const cell = form.exec(text);
    if (cell === null) return undefined;
    row.push(cell[1]?.replaceAll('""', '"') ?? cell[2] ?? '');
    at = form.lastIndex;
    if (cell[3] === ',') {
      if (at === text.length) row.push('');
      continue;
    }
    lines.push(row);
    row = [];
  }
  const [header, ...rows] = lines;
  if (header === undefined || rows.some(({ length }) => length !== header.length)) return undefined;
  return { header, rows };
}
