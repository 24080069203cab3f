import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { treeOf } from '#shared/epcis/event-as-json.ts';
import type { MasterDataList, VocabularyElement } from '#shared/epcis/master-data.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Json } from '#shared/wire/json.ts';
import { parseExactJson } from '#shared/wire/parse-json.ts';
import { getRows, inLanes, type Row } from './batches.ts';
import { short } from './index-rows.ts';
import { vocabularyKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';

/** An element of master data as its last document told it. */
export interface VocabularyEntry {
  /** `Location`; a vocabulary that is not the standard's has its full name. */
  readonly vocabulary: string;
  /** As sent. */
  readonly id: string;
  readonly canonical: string;
  readonly attributes: readonly { readonly id: string; readonly attribute?: Json }[];
  readonly children: readonly string[];
  /** ISO 8601 in UTC. */
  readonly recordTime: string;
}

const stored = v.object({ sk: v.string(), vocabulary: v.string(), element: v.string(), recordTime: v.string() });
const storedName = v.object({ sk: v.string(), vocabulary: v.string() });
type Attribute = VocabularyEntry['attributes'][number];
/** Only what `put` wrote is ever read here, so its values are believed. */
const attribute = v.custom<Attribute>((value) => typeof value === 'object' && value !== null && 'id' in value);
const element = v.object({ id: v.string(), attributes: v.array(attribute), children: v.array(v.string()) });

const STANDARD = 'urn:epcglobal:epcis:vtype:';
/** Wrong names that senders use. */
const meant: Readonly<Record<string, string>> = { BizLocation: 'BusinessLocation' };

/** Name of a vocabulary by its type (EPCIS 2.0 §7.2): `Location` for `urn:epcglobal:epcis:vtype:Location`, any other as it is. */
export function vocabularyName(type: string): string {
  const name = type.startsWith(STANDARD) ? type.slice(STANDARD.length) : type;
  return meant[name] ?? name;
}

export type Vocabulary = ReturnType<typeof vocabulary>;

/** Bytes of elements, as a function hands them to the gateway, that are read at once: XML and escapes of them stay within what it may answer. */
const MOST_BYTES = 3_000_000;

/** Master data that came with documents, in the registry table: of each element what the document that was recorded last says. */
export function vocabulary(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    /**
     * Stores elements; of two with one id in the lists the later counts. What has no name, of vocabulary or element, can never be asked for and is
     * passed over. Repeating it changes nothing.
     */
    put: async (
      tenant: string,
      lists: readonly MasterDataList[],
      source: { recordTime: string; captureId: string },
    ): Promise<void> => {
      const rows = new Map<string, Row>();
      const named = lists.filter(({ type }) => vocabularyName(type) !== '');
      for (const { type, vocabularyElementList = [] } of named)
        for (const one of vocabularyElementList) {
          const row = { ...rowOf(tenant, vocabularyName(type), one), ...source };
          if (row.sk !== '') rows.set(`${row.pk}\n${row.sk}`, row);
        }
      const names = new Set(named.map(({ type }) => vocabularyName(type)));
      await inLanes([...names], (name) => putName(here, tenant, name));
      await inLanes([...rows.values()], (row) => putNewer(here, row, source), LANES);
    },

    /**
     * Elements of a vocabulary in order of canonical id: at most `limit`, and as many as fit 3 MB, though one at least. `next` is given as `after`
     * for the page that follows.
     */
    elements: async (tenant: string, name: string, after: string | undefined, limit: number) => {
      if (name === '' || after === '') return { elements: [] };
      const { pk } = vocabularyKey(tenant, keyName(name), '');
      const { rows, next } = await page(here, pk, after, limit);
      return { elements: rows.map(entryOf), ...(next !== undefined && { next }) };
    },

    /** How many elements a vocabulary has, counted up to `most`; `more` when there are others. */
    count: async (tenant: string, name: string, most: number): Promise<{ count: number; more: boolean }> => {
      const count = name === '' ? 0 : await counted(here, vocabularyKey(tenant, keyName(name), '').pk, most + 1);
      return { count: Math.min(count, most), more: count > most };
    },

    /** Those elements of the vocabularies that have one of the ids, in any spelling. */
    get: async (
      tenant: string,
      vocabularies: readonly string[],
      ids: readonly string[],
    ): Promise<VocabularyEntry[]> => {
      const names = new Set(vocabularies.map(vocabularyName).filter((name) => name !== ''));
      const wanted = new Set(ids.map((id) => short(canonicalEpc(id))).filter((id) => id !== ''));
      const keys = [...names].flatMap((name) => [...wanted].map((id) => vocabularyKey(tenant, keyName(name), id)));
      return (await getRows(db, table, keys)).map(entryOf);
    },

    /** Names of the vocabularies that have ever had an element. */
    vocabularies: async (tenant: string): Promise<string[]> => {
      const { pk } = vocabularyKey(tenant, '', '');
      const names: string[] = [];
      for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
        const { rows, next } = await page(here, pk, after, 1000);
        names.push(...rows.map((row) => v.parse(storedName, row).vocabulary));
        after = next;
      }
      return names;
    },
  };
}

/** Conditional writes go one by one: more of them at once than of batches. */
const LANES = 16;

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

/** Names of vocabularies stand in keys as elements of a vocabulary without a name do. */
const keyName = (name: string) => short(name);

const rowOf = (tenant: string, name: string, { id, attributes = [], children = [] }: VocabularyElement) => ({
  ...vocabularyKey(tenant, keyName(name), short(canonicalEpc(id))),
  vocabulary: name,
  element: JSON.stringify(treeOf({ id, attributes, children })),
});

const putName = ({ db, table }: Here, tenant: string, name: string) =>
  db.send(
    new PutCommand({ TableName: table, Item: { ...vocabularyKey(tenant, '', keyName(name)), vocabulary: name } }),
  );

/** Documents are captured side by side and again: whatever their order, the one recorded last stands, the greater captureId among equals. */
function putNewer({ db, table }: Here, row: Row, { recordTime, captureId }: { recordTime: string; captureId: string }) {
  const put = new PutCommand({
    TableName: table,
    Item: row,
    ConditionExpression:
      'attribute_not_exists(pk) OR recordTime < :recordTime OR (recordTime = :recordTime AND captureId <= :captureId)',
    ExpressionAttributeValues: { ':recordTime': recordTime, ':captureId': captureId },
  });
  return wonOrLost(() => db.send(put), 'put', 'outdated');
}

async function page({ db, table }: Here, pk: string, after: string | undefined, limit: number) {
  const rows: Row[] = [];
  let bytes = 0;
  let from = after === undefined ? undefined : { pk, sk: after };
  do {
    const { Items = [], LastEvaluatedKey } = await db.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        Limit: limit + 1 - rows.length, // one more shows that there is a next page
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    for (const row of Items) {
      bytes += bytesOf(row);
      if (bytes > MOST_BYTES && rows.length > 0) return { rows: rows.slice(0, limit), next: skOf(rows.at(-1)) };
      rows.push(row);
    }
    from = LastEvaluatedKey && { pk, sk: skOf(LastEvaluatedKey) };
  } while (from !== undefined && rows.length <= limit);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { rows: rows.slice(0, limit), next: last && skOf(last) };
}

const skOf = (row: Row | undefined): string => v.parse(v.string(), row?.['sk']);

/** What an answer makes of a row: a text inside a JSON string. */
const bytesOf = ({ element: text = '' }: Row): number => Buffer.byteLength(JSON.stringify(text));

async function counted({ db, table }: Here, pk: string, most: number): Promise<number> {
  let count = 0;
  let from: Record<string, unknown> | undefined;
  do {
    const page = await db.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        Select: 'COUNT',
        Limit: most - count,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    count += page.Count ?? 0;
    from = page.LastEvaluatedKey;
  } while (from !== undefined && count < most);
  return count;
}

function entryOf(row: Row): VocabularyEntry {
  const { vocabulary: name, element: text, recordTime } = v.parse(stored, row);
  const { id, attributes, children } = v.parse(element, parseExactJson(text));
  return { vocabulary: name, id, canonical: canonicalEpc(id), attributes, children, recordTime };
}
