import { afterAll, beforeAll, expect, test } from 'vitest';
import { commissionEvent } from '#shared/trace/commission.ts';
import { brokenClient } from '../../../test/kit/broken-client.ts';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { here, minute, stored } from '../../../test/kit/events.ts';
import { openCipher } from '../../../test/kit/unit-maker.ts';
import { ledger } from './ledger.ts';
import { serialPools } from './serial-pools.ts';
import { shownEvents } from './shown-events.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const open = (db = engine.db) => ledger(db, tables.ledger, serialPools(db, tables.serials), openCipher);
const commission = (n: number) =>
  commissionEvent({ epcs: [`urn:epc:id:sgtin:4012345.077889.${n}`], at: minute(n), lot: 'LOT1', ...here });
const lot = { gtin: '04012345778892', lot: 'LOT1' };

test('as many events of a lot are shown as are asked for, though captures before them were broken off', async () => {
  const unable = brokenClient(engine, (command) => command.startsWith('Put'));
  for (const n of [0, 1, 3])
    await expect(open(unable).append('acme', stored([commission(n)], `lost-${n}`))).rejects.toThrow('crashed');
  await open().append('acme', stored([2, 4, 5, 6].map(commission)));
  const shown = async (most: number) =>
    (await shownEvents(engine.db, tables.ledger).firstOfLot('acme', lot, most)).map(({ eventTime }) => eventTime);
  expect(await shown(1)).toEqual([2].map(minute));
  expect(await shown(3)).toEqual([2, 4, 5].map(minute));
  expect(await shown(100)).toEqual([2, 4, 5, 6].map(minute));
});
