import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { brokenClient } from '../../../test/kit/broken-client.ts';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { here, minute, stored } from '../../../test/kit/events.ts';
import { openCipher } from '../../../test/kit/unit-maker.ts';
import { classEvents } from './class-events.ts';
import { ledger } from './ledger.ts';
import { serialPools } from './serial-pools.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const epcClass = 'urn:epc:class:lgtin:9521321.054321.LOT-77';
const open = (db = engine.db) => ledger(db, tables.ledger, serialPools(db, tables.serials), openCipher);
const said: EpcisEvent = {
  ...{ type: 'ObjectEvent', action: 'ADD', eventTime: minute(0), eventTimeZoneOffset: here.offset },
  ...{ bizStep: 'commissioning', quantityList: [{ epcClass, quantity: 20 }] },
};

test.each([
  ['before', 0, 3],
  ['behind', 3, 0],
])('the history of a class has an event that was captured again %s where a crash left it', async (_, lost, kept) => {
  const tenant = `acme-${kept}`;
  const at = (position: number) => stored([said], 'capture-1', ['urn:uuid:1']).map((one) => ({ ...one, position }));
  const unable = brokenClient(engine, (command) => command.startsWith('Put'));
  await expect(open(unable).append(tenant, at(lost))).rejects.toThrow('crashed');
  await open().append(tenant, at(kept));
  expect(await classEvents(engine.db, tables.ledger)(tenant, epcClass)).toEqual({ events: at(kept), isWhole: true });
});
