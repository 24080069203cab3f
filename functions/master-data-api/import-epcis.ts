import type { Endpoint } from '#common/http.ts';
import { importOptions, MOST_ROWS } from '#common/read-sheet.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { Read } from '#common/store/master-data.ts';
import type { EpcisHead } from '#shared/epcis/document.ts';
import type { VocabularyElement } from '#shared/epcis/master-data.ts';
import { readDocument } from '#shared/epcis/read-document.ts';
import { fullName } from '#shared/epcis/validation/member-names.ts';
import { besideColumns, cellProblem, cellsOfContent, contentOfCells } from '#shared/master-data/csv/column.ts';
import { sheets } from '#shared/master-data/csv/sheets.ts';
import { cellsOfElement, type ElementCells } from '#shared/master-data/epcis-elements.ts';
import { type MasterKind, masterKinds } from '#shared/master-data/version.ts';
import { isRefusal, refuse } from '#shared/refusal.ts';
import { textDecoder } from '#shared/wire/decode-text.ts';
import { type ImportRow, importRows, lastOf } from './import-rows.ts';
import type { MasterNeeds } from './needs.ts';

/**
 * Makes drafts of the master data of an EPCIS document (XML or JSON): trade items, locations, parties. What the document does not say of a thing that is known
 * stays as it was said last; what it describes beyond that is passed over, and told.
 */
export const importEpcis =
  (needs: MasterNeeds): Endpoint =>
  async (request) => {
    const how = importOptions(request);
    const head = orRefuse(readDocument(textOf(request.bytes)));
    const prefixes = (await needs.registry.tenant(request.tenant))?.companyPrefixes ?? [];
    const { found, passedOver } = elementsOf(head, prefixes);
    mustBeFew(found.length);
    const heads = new Map<MasterKind, Map<string, Read>>();
    for (const kind of masterKinds) {
      const ids = found.filter((one) => one.kind === kind && one.id !== '').map(({ id }) => id);
      heads.set(kind, await needs.master.getAll(request.tenant, kind, ids));
    }
    const rows = together(found).map((one) => rowOf(needs, one, heads.get(one.kind)?.get(one.id)));
    return importRows(needs, request, rows, how, passedOver);
  };

function mustBeFew(count: number): void {
  if (count > MOST_ROWS)
    throw new Refused(
      refuse(
        'too-large',
        `the document describes ${count} products, locations, read points and parties; ${MOST_ROWS} are the most`,
        {
          remedy: 'send it in several documents',
        },
      ),
    );
}

function textOf(bytes: Uint8Array): string {
  const decoder = textDecoder();
  return orRefuse(decoder.write(bytes)) + orRefuse(decoder.end());
}

interface Placed extends ElementCells {
  readonly place: string;
}

function elementsOf({ masterData = [], context }: EpcisHead, prefixes: readonly string[]) {
  const definitions = new Map(Object.entries(context));
  const full = (name: string) => fullName(name, definitions);
  const found: Placed[] = [];
  const passedOver: string[] = [];
  for (const [i, { type, vocabularyElementList = [] }] of masterData.entries())
    for (const [j, { id, attributes = [] }] of vocabularyElementList.entries()) {
      const spelled: VocabularyElement = {
        id: full(id),
        attributes: attributes.map((one) => ({ ...one, id: full(one.id) })),
      };
      const cells = cellsOfElement(full(type), spelled, prefixes);
      if (cells === undefined) passedOver.push(`${full(type)} ${spelled.id}`);
      else found.push({ ...cells, place: `/vocabularyList/${i}/vocabularyElementList/${j}` });
    }
  return { found, passedOver };
}

/** A site and its read points are one row; so is what a document describes in two vocabularies. */
function together(found: readonly Placed[]): Placed[] {
  const rows = new Map<string, Placed>();
  for (const one of found.filter(({ readPoint }) => readPoint === undefined)) {
    const name = `${one.kind} ${one.id || one.place}`;
    const before = rows.get(name);
    rows.set(name, before === undefined ? one : { ...before, cells: new Map([...before.cells, ...one.cells]) });
  }
  for (const { kind, id, cells, readPoint, place } of found) {
    if (readPoint === undefined) continue;
    const site = rows.get(`${kind} ${id}`);
    const points = (site?.cells.get('readPoints') ?? '').split('|').filter((text) => text !== '');
    const known = points.some((text) => text.startsWith(`${readPoint.extension}=`));
    const all = known ? points : [...points, `${readPoint.extension}=${readPoint.name.replaceAll('|', '/')}`];
    const prefix = cells.get('companyPrefix');
    const own = site?.cells ?? new Map(prefix === undefined ? [] : [['companyPrefix', prefix]]);
    rows.set(`${kind} ${id}`, {
      kind,
      id,
      place: site?.place ?? place,
      cells: new Map([...own, ['readPoints', all.join('|')]]),
    });
  }
  return [...rows.values()];
}

function rowOf(
  needs: MasterNeeds,
  { kind: name, id: text, cells, place }: Placed,
  before: Read | undefined,
): ImportRow {
  const kind = needs.kinds[name];
  const sheet = sheets[name];
  const id = kind.readId(text);
  const row = { row: place, kind: name, id: text };
  if (isRefusal(id))
    return {
      ...row,
      content: [
        {
          column: sheet.id,
          detail: `the element does not name its ${sheet.id}`,
          remedy: 'give it the attribute urn:seriate:mda:partner, or make it by PUT',
        },
      ],
    };
  const last = lastOf(before?.head);
  const [, ...said] = cellsOfContent(sheet, id, last);
  const known = new Map(sheet.columns.map((column, i) => [column.name, said[i] ?? '']));
  const content = contentOfCells(sheet, new Map([...known, ...cells]));
  if (Array.isArray(content)) return { ...row, id, content };
  const read = kind.read(id, { ...besideColumns(sheet, last), ...content });
  return { ...row, id, content: Array.isArray(read) ? read.map((one) => cellProblem(sheet, one)) : read };
}
