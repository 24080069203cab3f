import { columnNames, type Sheet } from '../../shared/master-data/csv/column.ts';
import { csvLine } from '../../shared/master-data/csv/guard-cell.ts';
import { lotSheet } from '../../shared/master-data/csv/lot-sheet.ts';
import { sheets } from '../../shared/master-data/csv/sheets.ts';
import type { ImportPlace } from './imported-by.ts';

const sheetOf: Readonly<Record<ImportPlace['plural'], Sheet>> = {
  products: sheets.product,
  locations: sheets.location,
  partners: sheets.partner,
  lots: lotSheet,
};

/** The columns of a spreadsheet that is imported: those that every row fills in, and those that may be empty. */
export function columnsOf(plural: ImportPlace['plural']): { readonly needed: string[]; readonly others: string[] } {
  const { id, columns } = sheetOf[plural];
  const named = (required: boolean) =>
    columns.filter((one) => (one.required ?? false) === required).map((one) => one.name);
  return { needed: [id, ...named(true)], others: named(false) };
}

/** A spreadsheet with the names of its columns and no row. */
export function emptySheet(plural: ImportPlace['plural']): Blob {
  return new Blob([csvLine(columnNames(sheetOf[plural]))], { type: 'text/csv' });
}
