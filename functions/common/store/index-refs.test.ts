import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commissionEvent } from '#shared/trace/commission.ts';
import { brokenClient } from '../../../test/kit/broken-client.ts';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { here, minute, stored } from '../../../test/kit/events.ts';
import { eventsBetween } from '../../../test/kit/events-between.ts';
import { openCipher } from '../../../test/kit/unit-maker.ts';
import { putRows } from './batches.ts';
import { allOf } from './find-refs.ts';
import { refsIn } from './index-refs.ts';
import { hourKey } from './keys.ts';
import { ledger } from './ledger.ts';
import { refRows } from './ref-rows.ts';
import { serialPools } from './serial-pools.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const both = [true, false];

describe('of refs that agree in their place', () => {
  test.each(both)('none is lost where more are in ten minutes than are held (ascending: %s)', async (ascending) => {
    const tenant = `held-${ascending}`;
    const key = (place: string) => hourKey(tenant, '2026-03-01T08', place);
    const refs = Array.from({ length: 5_201 }, (_, i) => ({
      at: `${minute(0)}#${String(i).padStart(7, '0')}#${'D'.repeat(22)}`,
      eventId: `urn:event:${i}`,
      item: 'event',
    }));
    // One alone at each end, so that wherever an even number is cut off a pair is cut apart.
    const again = refs.slice(1, -1);
    await putRows(engine.db, tables.ledger, [...refRows(key, minute(100), refs), ...refRows(key, minute(101), again)]);
    const found = await allOf(refsIn(engine.db, tables.ledger, { pk: key('').pk }, { ascending }));
    const places = found.map(({ at, recordTime }) => `${at} ${recordTime}`);
    expect(places).toHaveLength(refs.length + again.length);
    expect(places).toEqual(ascending ? places.toSorted() : places.toSorted().reverse());
  });

  test.each(both)('those of a declaration that lost its place lead to it (ascending: %s)', async (ascending) => {
    const tenant = `declared-${ascending}`;
    const open = (db = engine.db) => ledger(db, tables.ledger, serialPools(db, tables.serials), openCipher);
    const event = commissionEvent({ epcs: ['urn:epc:id:sgtin:4012345.077889.1'], at: minute(0), ...here });
    const declare = (m: number) =>
      stored([{ ...event, eventID: 'urn:uuid:1', errorDeclaration: { declarationTime: minute(m) } }]);
    await open().append(tenant, stored([{ ...event, eventID: 'urn:uuid:1' }]));
    let isFirst = true;
    const overtaken = brokenClient(engine, async (command) => {
      if (!command.startsWith('Put') || !isFirst) return false;
      isFirst = false;
      await open().append(tenant, declare(5));
      return false;
    });
    expect(await open(overtaken).append(tenant, declare(6))).toEqual(['stored']);
    const { events } = await eventsBetween(open(), tenant, { limit: 10, ascending });
    const declarations = events.flatMap((one) => one.event.errorDeclaration?.declarationTime ?? []);
    expect(declarations.sort()).toEqual([minute(5), minute(6)]);
  });
});
