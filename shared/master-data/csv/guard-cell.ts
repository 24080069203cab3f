/**
 * What a spreadsheet program would run as a formula, full-width signs included (OWASP, CSV injection), behind any number of apostrophes; a plain number
 * is none.
 */
const runs = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
const number = /^-?\d+(\.\d+)?$/;

/** A cell that no spreadsheet program runs: an apostrophe goes before what it would. */
export const guardCell = (text: string): string => (runs.test(text) && !number.test(text) ? `'${text}` : text);

/** What `guardCell` was given; any other text as it is. */
export const unguardCell = (cell: string): string => (cell.startsWith("'") && runs.test(cell) ? cell.slice(1) : cell);

/** A line of a CSV file (RFC 4180): cells are guarded, and quoted where they must be. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => quoted(guardCell(cell))).join(',')}\r\n`;

/** A cell in quotation marks where it must be (RFC 4180 §2), unguarded: for machines, which take it as it is. */
export const quoted = (cell: string): string =>
  /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
