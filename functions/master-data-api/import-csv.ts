import type { Endpoint } from '#common/http.ts';
import { importOptions, readSheet, type SheetRow } from '#common/read-sheet.ts';
import { besideColumns, cellProblem } from '#shared/master-data/csv/column.ts';
import { sheets } from '#shared/master-data/csv/sheets.ts';
import type { Kind } from '#shared/master-data/kinds.ts';
import type { Content, MasterKind } from '#shared/master-data/version.ts';
import { type ImportRow, importRows, lastOf } from './import-rows.ts';
import type { MasterNeeds } from './needs.ts';

/** Makes drafts of the rows of a spreadsheet, or says what they would be. What a spreadsheet has no column for stays as it was said last. */
export const importCsv =
  (needs: MasterNeeds, name: MasterKind): Endpoint =>
  async (request) => {
    const how = importOptions(request);
    const kind = needs.kinds[name];
    const rows = readSheet(sheets[name], request.bytes, kind.readId);
    const heads = await needs.master.getAll(
      request.tenant,
      name,
      rows.map(({ id }) => id),
    );
    return importRows(
      needs,
      request,
      rows.map((row) => rowOf(kind, row, lastOf(heads.get(row.id)?.head))),
      how,
    );
  };

function rowOf(kind: Kind, { line, id, content }: SheetRow, before: Content): ImportRow {
  const row = { row: line, kind: kind.kind, id };
  if (Array.isArray(content)) return { ...row, content };
  const read = kind.read(id, { ...besideColumns(sheets[kind.kind], before), ...content });
  return { ...row, content: Array.isArray(read) ? read.map((one) => cellProblem(sheets[kind.kind], one)) : read };
}
