import { afterEach, beforeEach, expect, test } from 'vitest';
import { messageDocument } from '../../outbox/message-document.ts';
import {
  box,
  by,
  caseOf,
  gtin,
  packOf,
  said,
  type WarehouseBench,
  warehouseBench,
} from '../../testing/warehouse-bench.ts';
import { resolveMessage } from '../resolve-message.ts';
import { act } from './floor.ts';
import { mendDocuments } from './mend-documents.ts';
import { WAREHOUSE } from './settings.ts';

let bench: WarehouseBench;
beforeEach(() => {
  bench = warehouseBench();
});
afterEach(() => bench.close());

const to = 'urn:epc:id:pgln:4012345.00000';
const signature = { by: 'lena', name: 'Lena', meaning: 'sent again', at: '2027-01-01T00:00:00.000Z', offset: '+00:00' };

test('a message that was refused for a plain number of a document is sent again with what it is told by now', () => {
  const { needs } = bench;
  bench.come(caseOf(box(1), ['A1'], 'L1', '2028-06-30'));
  act(needs, 'add', said(), by, (floor) => {
    needs.warehouseOrders.add('SO', { kind: 'shipment', to, po: 'PO-1', lines: [{ gtin, quantity: 1 }] }, floor.at);
    floor.tell('acme-pharma', {
      ...{ type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'picking', epcList: [packOf('A1')] },
      ...{ eventTime: floor.at, eventTimeZoneOffset: '+00:00' },
      bizTransactionList: [
        { type: 'po', bizTransaction: 'PO-1' },
        { type: 'rma', bizTransaction: 'RMA 1' },
        { type: 'po', bizTransaction: 'of nobody' },
        { type: 'po', bizTransaction: 'urn:x:1' },
      ],
    });
    return {};
  });
  const { sequence = 0 } = needs.outbox.waiting(WAREHOUSE, 9).at(-1) ?? {};
  bench.db.prepare(`UPDATE outbox SET refused = '"PO-1" is not a URI' WHERE sequence = ?`).run(sequence);
  const mend = (_: string, body: string) => mendDocuments(needs, body);
  expect(resolveMessage({ ...needs, mend }, { line: WAREHOUSE, sequence }, 'resend', signature)).toMatchObject({
    sequence,
  });
  const { document } = JSON.parse(needs.outbox.body(WAREHOUSE, sequence));
  expect(document.epcisBody.eventList[0].bizTransactionList).toEqual([
    { type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:4012345000009:PO-1' },
    { type: 'rma', bizTransaction: 'urn:epcglobal:cbv:bt:9521234000013:RMA%201' },
    { type: 'po', bizTransaction: 'of nobody' },
    { type: 'po', bizTransaction: 'urn:x:1' },
  ]);
  expect(needs.outbox.setAside.count()).toBe(0);
});

test('one that is well said is left as it is', () => {
  const body = JSON.stringify({ kind: 'epcis', owner: 'acme-pharma', document: messageDocument([]) });
  expect([mendDocuments(bench.needs, body), mendDocuments(bench.needs, '{"kind":"lot-report"}')]).toEqual([
    undefined,
    undefined,
  ]);
});
