import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { eventId } from '#common/event-id.ts';
import { chunksOf, deleteRows, inLanes, type Key, putRows, type Row } from '#common/store/batches.ts';
import { keyOf } from '#common/store/event-items.ts';
import { ledger } from '#common/store/ledger.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { tables } from '../kit/dynoxide.ts';
import { packedPallets } from '../kit/packed-pallets.ts';
import { openCipher, unitMaker } from '../kit/unit-maker.ts';

/** A delivery of 46,080 packs in 32 documents: enough that neither side's beginning and end count for much. */
export const PALLETS = 48;
/** Documents underway at once: as many messages as the queue hands the function (`infra/stacks/ingest.ts`), which takes them together. */
const UNDERWAY = 10;

export interface BulkCapture {
  /** Captures documents of a hundred events, ten underway all the time. Raw writes in four lanes fill the engine; more of them are no faster. */
  readonly capture: () => Promise<unknown>;
  /** The rows that came of it, under keys of their own. */
  readonly copies: () => Promise<Row[]>;
  /** Removes what the tenant and its copies have, so that no round meets a fuller table than another. */
  readonly clear: () => Promise<void>;
}

/** What a site sends after an outage, and partners with a shipment. */
export async function bulkCapture(db: DynamoDBDocumentClient, tenant: string): Promise<BulkCapture> {
  const said: EpcisEvent[] = [];
  const units = await unitMaker({ db }, tenant);
  for await (const { events } of packedPallets(units, { pallets: PALLETS, casesPerPallet: 20, unitsPerCase: 48 }))
    said.push(...events);
  // As a message brings them: strings that are one piece, not what a builder has joined.
  const arrived: EpcisEvent[] = JSON.parse(JSON.stringify(said));
  const documents = [...chunksOf(arrived, 100).entries()];
  const { append } = ledger(db, tables.ledger, serialPools(db, tables.serials), openCipher);
  return {
    capture: () =>
      inLanes(
        documents,
        ([i, events]) => append(tenant, toStore(events, `capture-${i}`), { together: true }),
        UNDERWAY,
      ),
    copies: async () => (await rowsOf(db, `${tenant}#`)).map(({ pk, ...row }) => ({ ...row, pk: `raw-${String(pk)}` })),
    clear: async () => {
      const keys: Key[] = [...(await rowsOf(db, `${tenant}#`)), ...(await rowsOf(db, `raw-${tenant}#`))].map(keyOf);
      await deleteRows(db, tables.ledger, keys);
    },
  };
}

export const writeRaw = (db: DynamoDBDocumentClient, rows: readonly Row[]): Promise<void> =>
  putRows(db, tables.ledger, rows);

/** Events as a capture hands them to the ledger: with their ids worked out. */
export const toStore = (events: readonly EpcisEvent[], captureId: string): StoredEvent[] =>
  events.map((event, position) => ({
    eventId: eventId(event),
    recordTime: '2026-03-01T10:00:00.000Z',
    captureId,
    position,
    event,
  }));

async function rowsOf(db: DynamoDBDocumentClient, start: string): Promise<Row[]> {
  const rows: Row[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await db.send(new ScanCommand({ TableName: tables.ledger, ...(from && { ExclusiveStartKey: from }) }));
    rows.push(...(page.Items ?? []).filter(({ pk }) => String(pk).startsWith(start)));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return rows;
}
