import type { Endpoint } from '#common/http.ts';
import { exportQuery } from '#common/queries/master-data.ts';
import { readQuery } from '#common/query-parameters.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { EpcisDocument } from '#shared/epcis/document.ts';
import { jsonDocument } from '#shared/epcis/write-json.ts';
import { xmlDocument } from '#shared/epcis/xml/write-xml-document.ts';
import { cellsOfContent, columnNames } from '#shared/master-data/csv/column.ts';
import { csvLine } from '#shared/master-data/csv/guard-cell.ts';
import { sheets } from '#shared/master-data/csv/sheets.ts';
import { vocabulariesOf } from '#shared/master-data/epcis-elements.ts';
import { type Content, inForce, type MasterKind, masterKinds } from '#shared/master-data/version.ts';
import { refuse } from '#shared/refusal.ts';
import type { MasterNeeds } from './needs.ts';

/** Characters of an export: what a function may answer. */
const MOST = 5_000_000;

/** What is in force as a spreadsheet, which an import takes as it is. No cell of it is run by a spreadsheet program. */
export const exportCsv =
  (needs: MasterNeeds, name: MasterKind): Endpoint =>
  async ({ tenant }) => {
    const sheet = sheets[name];
    const lines = [csvLine(columnNames(sheet))];
    let size = 0;
    for await (const { id, content } of allInForce(needs, tenant, name)) {
      const line = csvLine(cellsOfContent(sheet, id, content));
      size += line.length;
      mustFit(size);
      lines.push(line);
    }
    return {
      status: 200,
      body: lines.join(''),
      headers: {
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': `attachment; filename="${needs.kinds[name].plural}.csv"`,
      },
    };
  };

/** What is in force as EPCIS master data: XML 2.0 (EPCISMasterDataDocument), or JSON-LD, which has master data in the header of a document. */
export const exportEpcis =
  (needs: MasterNeeds): Endpoint =>
  async (request) => {
    const { tenant } = request;
    const { format, kind } = readQuery(exportQuery, request);
    const found: { kind: MasterKind; id: string; content: Content }[] = [];
    for (const one of masterKinds.filter((name) => kind === 'all' || kind === name))
      for await (const item of allInForce(needs, tenant, one)) found.push({ kind: one, ...item });
    const document: EpcisDocument = {
      form: 'EPCISMasterDataDocument',
      schemaVersion: '2.0',
      creationDate: needs.now().toISOString(),
      context: {},
      masterData: vocabulariesOf(found),
      events: [],
    };
    const text =
      format === 'xml' ? orRefuse(xmlDocument(document, { version: '2.0' })) : JSON.stringify(jsonDocument(document));
    mustFit(text.length);
    const type = format === 'xml' ? 'application/xml' : 'application/ld+json';
    return { status: 200, body: text, headers: { 'content-type': `${type}; charset=utf-8` } };
  };

async function* allInForce({ master, now }: MasterNeeds, tenant: string, kind: MasterKind) {
  const at = now().toISOString();
  let after: string | undefined;
  do {
    const page = await master.list(tenant, kind, 1000, after);
    for (const { id, head } of page.found) {
      const content = inForce(head.current, at)?.content;
      if (content !== undefined) yield { id, content };
    }
    after = page.next;
  } while (after !== undefined);
}

function mustFit(size: number): void {
  if (size <= MOST) return;
  throw new Refused(
    refuse('too-large', `the export has more than ${MOST} characters`, {
      remedy: 'read the list page by page instead',
    }),
  );
}
