import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commissionEvent } from '#shared/trace/commission.ts';
import { destroyEvent } from '#shared/trace/end-units.ts';
import { approved } from '../../test/kit/approved.ts';
import { brokenClient } from '../../test/kit/broken-client.ts';
import { documentOf, here, minute } from '../../test/kit/events.ts';
import { type InboundWorld, packer, startInboundWorld } from '../../test/kit/inbound-world.ts';
import { mappingWorld } from '../../test/kit/mapping-world.ts';

let world: InboundWorld;
beforeAll(async () => {
  world = await startInboundWorld();
});
afterAll(() => world.stop());

/** Longer than a lease, and than any pause after a failure that a few of them make. */
const LONG = 10 * 60_000;

test('a document whose reader was killed behind the beginning of its capture is not judged anew: it is stored by then', async () => {
  const { tenant, pack } = await world.house();
  const text = documentOf([commissionEvent({ epcs: [pack('1')], at: minute(1), lot: 'L1', ...here })]);
  const { documentId: inbound } = await world.keep({ tenant, senderId: 'a', body: new Uint8Array(Buffer.from(text)) });
  let isMade = false;
  const db = brokenClient(world.engine, (command) => {
    const dies = isMade;
    isMade ||= command === 'PutItemCommand';
    return dies;
  });
  await expect(world.receive({ tenant, inbound }, db)).rejects.toThrow('crashed');
  await world.captureAll();
  await approved(world.engine.db, tenant, 'partner', 'packright', { ...packer, mapping: { in: 'no-such' } });
  for (let turn = 0; turn < 2; turn++) {
    world.forward(LONG);
    await world.receive({ tenant, inbound });
  }
  expect(await world.inbound.get(tenant, inbound)).toMatchObject({ state: 'accepted', problems: [] });
});

test('a reader that is killed before any of its requests, again and again, leaves the document to the next, which captures it once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }), async (kills) => {
      const { tenant, pack } = await world.house();
      const text = documentOf([commissionEvent({ epcs: [pack('1')], at: minute(1), lot: 'L1', ...here })]);
      const body = new Uint8Array(Buffer.from(text));
      const { documentId: inbound } = await world.keep({ tenant, senderId: 'a', body });
      for (const kill of kills) {
        let sent = 0;
        // All after it is lost as well: the process is gone.
        const db = brokenClient(world.engine, () => ++sent >= kill);
        await world.receive({ tenant, inbound }, db).catch(() => undefined);
        await world.captureAll();
        world.forward(LONG);
      }
      for (let turn = 0; turn < 4; turn++) {
        await world.receive({ tenant, inbound });
        await world.captureAll();
        world.forward(LONG);
      }
      expect(await world.inbound.get(tenant, inbound)).toMatchObject({ state: 'accepted', problems: [] });
      expect((await world.lists.list(tenant, 10)).jobs).toHaveLength(1);
      expect(await world.ledger.eventsOf(tenant, pack('1'))).toHaveLength(1);
      expect(await world.inbound.waiting(tenant, 'packright')).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

test('what the mapping left out is told whoever dies behind the beginning of the capture', async () => {
  for (let kill = 10; kill <= 26; kill++) {
    const { tenant, pack } = await world.house({ mapping: { in: 'makes' } });
    const mapping = {
      direction: 'in',
      format: 'epcis-2.0-json',
      identifiers: 'as-sent',
      select: { bizSteps: ['commissioning'] },
    };
    await mappingWorld(world.engine, tenant).inForce('makes', { mapping });
    const events = [
      commissionEvent({ epcs: [pack('1')], at: minute(1), lot: 'L1', ...here }),
      destroyEvent({ epcs: [pack('1')], at: minute(2), ...here }),
    ];
    const body = new Uint8Array(Buffer.from(documentOf(events)));
    const { documentId: inbound } = await world.keep({ tenant, senderId: 'a', body });
    let sent = 0;
    await world
      .receive(
        { tenant, inbound },
        brokenClient(world.engine, () => ++sent >= kill),
      )
      .catch(() => undefined);
    for (let turn = 0; turn < 3; turn++) {
      await world.captureAll();
      world.forward(LONG);
      await world.receive({ tenant, inbound });
    }
    expect([kill, await world.inbound.get(tenant, inbound)]).toMatchObject([
      kill,
      { state: 'accepted', mapping: 'makes@1', problems: [{ code: 'left-out' }] },
    ]);
  }
});
