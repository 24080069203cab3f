import * as v from 'valibot';
import { type ImportReport, importReport } from '../../shared/messages/master-data-api.ts';
import { type Api, Problem } from '../api.ts';
import type { MasterPlace } from './master-kinds.ts';
import { queryPath } from './query-path.ts';

/** Where the rows of a spreadsheet go, and what they become there. */
export interface ImportPlace {
  readonly plural: MasterPlace['plural'] | 'lots';
  readonly title: string;
  readonly makes: 'drafts' | 'orders';
}

type Asked = Readonly<Partial<Record<'dryRun' | 'proceed' | 'submit', string>>>;

/** What an import did, or would do: of a spreadsheet of a kind, or of the master data of an EPCIS document, which has things of every kind. @throws Problem */
export function importedBy(api: Api, plural: ImportPlace['plural'], file: File, asked: Asked): Promise<ImportReport> {
  const contentType = Object.entries(documents).find(([end]) => file.name.toLowerCase().endsWith(end))?.[1];
  const of = contentType === undefined ? plural : 'epcis';
  const path = queryPath(`/api/imports/${of}`, asked);
  return api.send(path, file, contentType ?? 'text/csv; charset=utf-8', importReport);
}

const documents = { '.xml': 'application/xml', '.json': 'application/json', '.jsonld': 'application/ld+json' } as const;

const refused = v.looseObject({ report: importReport });

/** The report that the refusal of an import carries: which rows are the reason. */
export function reportIn(error: unknown): ImportReport | undefined {
  const read = v.safeParse(refused, error instanceof Problem ? error.said : undefined);
  return read.success ? read.output.report : undefined;
}
