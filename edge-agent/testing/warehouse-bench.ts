import * as v from 'valibot';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { readJsonDocument } from '#shared/epcis/read-json.ts';
import { lineMessage } from '#shared/messages/agent-to-cloud.ts';
import { isRefusal } from '#shared/refusal.ts';
import { act, type WarehouseNeeds } from '../site/warehouse/floor.ts';
import { type Learned, nothingLearned } from '../site/warehouse/learn.ts';
import { WarehouseNumbers } from '../site/warehouse/numbers.ts';
import { pick } from '../site/warehouse/pick.ts';
import { receive } from '../site/warehouse/receive.ts';
import type { Looked } from '../site/warehouse/repository.ts';
import { WAREHOUSE } from '../site/warehouse/settings.ts';
import { ship } from '../site/warehouse/ship.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { Inventory } from '../store/inventory.ts';
import { Packs } from '../store/packs.ts';
import { WarehouseOrders } from '../store/warehouse-orders.ts';
import { sscc, storesOf, temporary } from './builders.ts';

export const gtin = '09521234000013';
export const by = { who: 'olga' };
export const box = (n: number) => `https://id.gs1.org/00/${sscc(n)}`;
export const packOf = (serial: string) => `https://id.gs1.org/01/${gtin}/21/${serial}`;
const signed = { by: 'q', meaning: 'm', at: '2027-01-01T00:00:00Z', authTime: 0, digest: 'd' };

/** A recall of lot L1. */
export const aRecall = {
  recall: 'R1',
  gtin,
  of: { kind: 'lot' as const, lot: 'L1' },
  level: 'wholesale' as const,
  reason: 'x',
  state: 'active' as const,
  signature: signed,
};

/** What the repository says of a case with packs of a lot. */
export const caseOf = (epc: string, serials: readonly string[], lot: string, expiry: string): [string, Looked][] => [
  [
    epc,
    {
      isKnown: true,
      recalls: [],
      inside: serials.map((serial) => ({
        ...{ epc: packOf(serial), kind: 'sgtin', parent: epc, exists: 'commissioned' },
        ...{ gtin, lot, expiry },
      })),
    },
  ],
];

let tokens = 0;
/** What is said under a token that was never used. */
export const said = (what: object = {}) => ({ token: `t${tokens++}`, ...what });

/** What a warehouse needs over a database, on the first of January 2027. */
export const warehouseNeeds = (db: Database): WarehouseNeeds => ({
  ...storesOf(db),
  packs: new Packs(db),
  inventory: new Inventory(db),
  warehouseOrders: new WarehouseOrders(db),
  numbers: new WarehouseNumbers(db),
  settings: {
    readPoint: 'urn:epc:id:sgln:9521234.00001.90',
    bizLocation: 'urn:epc:id:sgln:9521234.00001.9',
    party: 'urn:epc:id:pgln:9521234.00001',
    owner: 'acme-pharma',
    gln: '9521234000013',
    ssccPool: 'containers',
    locations: [{ id: 'urn:epc:id:sgln:9521234.00001.91', name: 'shelf 1' }],
    partners: [{ id: 'urn:epc:id:pgln:4012345.00000', name: 'Medico' }],
  },
  now: () => Date.parse('2027-01-01T08:00:00Z'),
  posted: () => undefined,
});

/** A warehouse over a database of its own, on the first of January 2027. */
export function warehouseBench() {
  const home = temporary();
  const db = openDatabase(home.directory);
  const needs = warehouseNeeds(db);
  const come = (cases: readonly [string, Looked][], also: Partial<Learned> = {}) => {
    act(needs, 'add', said(), by, (floor) => {
      needs.warehouseOrders.add('DES', { kind: 'receipt', advice: 'DES' }, floor.at);
      return {};
    });
    const learned: Learned = { ...nothingLearned, looked: new Map(cases), ...also };
    const came = receive(needs, { ...said(), receipt: 'DES', scans: cases.map(([epc]) => epc) }, by, learned);
    if (isRefusal(came)) throw new Error(came.detail);
    return came;
  };
  return {
    db,
    needs,
    /** Has things come that the repository knows. */
    come,
    wanted: (order: string, quantity: number, lot?: string) =>
      act(needs, 'add', said(), by, (floor) => {
        const lines = [{ gtin, quantity, lot }];
        needs.warehouseOrders.add(order, { kind: 'shipment', to: 'urn:epc:id:pgln:4012345.00000', lines }, floor.at);
        return {};
      }),
    /** Everything that was told, in its order. */
    told: (): EpcisEvent[] =>
      needs.outbox.waiting(WAREHOUSE, 1_000).flatMap(({ sequence }) => {
        const message = v.parse(lineMessage, JSON.parse(needs.outbox.body(WAREHOUSE, sequence)));
        const document = message.kind === 'epcis' ? readJsonDocument(JSON.stringify(message.document)) : undefined;
        if (document === undefined || isRefusal(document)) throw new Error(JSON.stringify(document));
        return document.events;
      }),
    numbers: (...all: number[]) => {
      for (const n of all) db.prepare('INSERT INTO warehouse_numbers (sscc) VALUES (?)').run(sscc(n));
    },
    pick: (order: string, ...scans: string[]) => pick(needs, { ...said(), order, scans }, by, nothingLearned),
    /** Only tries a pick. */
    trial: (order: string, ...scans: string[]) =>
      pick(needs, { ...said({ trial: true }), order, scans }, by, nothingLearned),
    ship: (order: string, ...scans: string[]) => ship(needs, { ...said(), order, scans }, by, nothingLearned),
    close: () => {
      db.close();
      home.remove();
    },
  };
}
export type WarehouseBench = ReturnType<typeof warehouseBench>;
