/** A file of comma-separated values with a header line (RFC 4180): lines end with CR LF, and what has a comma, a quote or a line end in it is quoted. */
export const csvOf = <Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Partial<Record<Column, string>>>[],
): string =>
  [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
    .map((cells) => `${cells.map(cell).join(',')}\r\n`)
    .join('');

/** Cells stand as they are, for machines: whoever gives texts that people chose guards them. A lot, which is compared, may begin like a formula. */
const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
