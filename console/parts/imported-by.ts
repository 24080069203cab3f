import * as v from 'valibot';
import { type ImportReport, importReport } from '../../shared/messages/master-data-api.ts';
import { type Api, Problem } from '../api.ts';

const refused = v.looseObject({ report: importReport });

/** What an import of a spreadsheet did, or would do. A refusal that carries the report of its rows is one, too; what carries none is thrown. */
export async function importedBy(api: Api, path: string, file: Blob): Promise<ImportReport> {
  try {
    return await api.send(path, file, 'text/csv; charset=utf-8', importReport);
  } catch (error) {
    const read = v.safeParse(refused, error instanceof Problem ? error.said : undefined);
    if (read.success) return read.output.report;
    throw error;
  }
}
