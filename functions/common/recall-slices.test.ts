import { afterAll, beforeAll, expect, test } from 'vitest';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Recall } from '#shared/messages/recalls-api.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { brokenClient } from '../../test/kit/broken-client.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { here, minute, stored } from '../../test/kit/events.ts';
import { openCipher } from '../../test/kit/unit-maker.ts';
import { sliceOf } from './recall-slices.ts';
import { ledger } from './store/ledger.ts';
import { serialPools } from './store/serial-pools.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const gtin = '04012345778892';
const recall: Recall = {
  state: 'active',
  ...{ recall: 'recall-1', gtin, of: { kind: 'lot', lot: 'LOT1' }, level: 'pharmacy', reason: 'glass' },
  signature: { meaning: 'recalled', by: 'quinn', at: minute(90), authTime: 0, digest: 'd' },
};

test('slices of a recalled lot have all packs, though one ends where a crash left rows of an event', async () => {
  const pools = serialPools(engine.db, tables.serials);
  const open = (db = engine.db) => ledger(db, tables.ledger, pools, openCipher);
  const packs = Array.from({ length: 1_100 }, (_, i) => `urn:epc:id:sgtin:4012345.077889.${i}`);
  const commission = (epcs: string[], m: number) => commissionEvent({ epcs, at: minute(m), lot: 'LOT1', ...here });
  const events = stored([commission(packs.slice(0, 1_000), 0), commission(packs.slice(1_000), 1)]);
  const unable = brokenClient(engine, (command) => command.startsWith('Put'));
  const before = events.slice(0, 1).map((one) => ({ ...one, recordTime: minute(99) }));
  await expect(open(unable).append('acme', before)).rejects.toThrow('crashed');
  await open().append('acme', events);
  const found: string[] = [];
  for (let place: string | undefined = ''; place !== undefined; ) {
    const slice = await sliceOf({ ledger: open(), pools, cipher: openCipher }, 'acme', recall, place);
    found.push(...slice.epcs);
    place = slice.next;
  }
  expect(found).toEqual(packs.map(canonicalEpc));
});
