import { csvLine } from '#shared/master-data/csv/guard-cell.ts';
import type { Request } from './http.ts';

/** Rows as CSV (RFC 4180), in which no spreadsheet program runs anything. */
export const csvOf = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => csvLine(row.map(String))).join('');

export const csvHeaders = (name: string) => ({
  'content-type': 'text/csv; charset=utf-8; header=present',
  'content-disposition': `attachment; filename="${name.replace(/[^A-Za-z0-9._-]/g, '_')}.csv"`,
});

/** True when CSV is asked for. */
export const wantsCsv = (
  { format }: { readonly format?: string | undefined },
  { headers }: Pick<Request, 'headers'>,
): boolean => format === 'csv' || (format === undefined && (headers['accept'] ?? '').startsWith('text/csv'));
