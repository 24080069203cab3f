/** Rows as CSV (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe before it. */
export const csvOf = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csvHeaders = (name: string) => ({
  'content-type': 'text/csv; charset=utf-8; header=present',
  'content-disposition': `attachment; filename="${name.replace(/[^A-Za-z0-9._-]/g, '_')}.csv"`,
});

/** True when CSV is asked for. */
export const wantsCsv = (
  query: Readonly<Record<string, string | undefined>>,
  headers: Readonly<Record<string, string | undefined>>,
): boolean => query['format'] === 'csv' || (headers['accept'] ?? '').startsWith('text/csv');
