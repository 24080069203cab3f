import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { dscsaCases } from '#common/store/dscsa-cases.ts';
import { suspectPacks } from '#common/store/suspect-packs.ts';
import { bringOn } from '#common/vrs/run-verification.ts';
import { startResponderSandbox } from '../../infra/local/sandbox/vrs/responder.ts';
import { aHouse, type House } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { startVrsWorld, type VrsWorld } from '../../test/kit/vrs-world.ts';

const gtin = '09521888000018';
const pack = { gtin, lot: 'L1', exp: '281231', serial: 'A1' };

let world: VrsWorld;
let house: House;
let tenants = 0;
const open: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  world = await startVrsWorld();
  house = await aHouse(world.world);
  await house.produce();
});
afterAll(() => world.stop());
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const anAsker = () => world.asker(`send-vrs-${++tenants}`);
const ours = () => ({ gtin: house.gtin, lot: house.lot, exp: '281231', serial: house.serials[0] ?? '' });

/** A return of a pack of this house, whose function dies when it has just been written down. */
async function killed(asker: Awaited<ReturnType<typeof anAsker>>, serial = ours().serial) {
  const { registry, verifications, now } = world.needs;
  const createdAt = now().toISOString();
  const deadline = new Date(now().getTime() + 86_400_000).toISOString();
  const id = `killed-${asker.tenant}`;
  const empty = { state: 'open' as const, attempts: 0, evidence: [] };
  const who = { tenant: asker.tenant, reqGLN: asker.gln, corrUUID: world.needs.uuid(), by: 'somebody' };
  await verifications.begin(
    { ...who, ...ours(), serial, ...empty, id, deadline, createdAt, updatedAt: createdAt },
    now(),
  );
  return { id, owner: await registry.ownerOfGtin(house.gtin) };
}

describe('a pack of a tenant of this house', () => {
  test('is answered from the repository by whoever takes it up after a kill, and never asked of the directory', async () => {
    const asker = await anAsker();
    const { id, owner } = await killed(asker);
    expect(owner).toBe(house.tenant);
    await asker.bringOn(24);
    const { body } = await asker.show(id);
    expect(body).toMatchObject({ state: 'answered', outcome: 'verified', answeredBy: 'repository', evidence: [] });
  });

  test('is not told to be good while it is suspect, neither at once nor after a kill', async () => {
    const { db } = world.world.table;
    const asker = await anAsker();
    const suspect = { gtin: house.gtin, serial: house.serials[1] ?? '' };
    const at = world.needs.now().toISOString();
    await suspectPacks(db, tables.deliveries).note(house.tenant, 'case-1', [suspect]);
    const about = { origin: { kind: 'return' as const }, packs: [suspect], notices: [] };
    const opened = {
      tenant: house.tenant,
      id: 'case-1',
      kind: 'suspect' as const,
      title: 't',
      by: 'ada',
      suspect: about,
    };
    const after = { ...opened, createdAt: at, updatedAt: at, version: 0, entries: 0, state: 'opened' as const };
    await dscsaCases(db, tables.deliveries).commit([{ before: undefined, after, entries: [] }], world.needs.now());
    const { id } = await killed(asker, suspect.serial);
    await asker.bringOn(24);
    const told = [await asker.show(id), await asker.verify({ ...ours(), ...suspect })];
    for (const { body } of told)
      expect(body).toMatchObject({ outcome: 'not-verified', reason: 'No_reason_provided', answeredBy: 'repository' });
  });

  test('that could not be judged is judged by the repository when it is asked again', async () => {
    const asker = await anAsker();
    const { id } = await killed(asker);
    // The owner’s GLN is not there yet.
    const away = { ...world.needs.registry, tenant: async () => undefined };
    world.world.forward(200_000);
    const claim = await world.needs.verifications.claim(asker.tenant, id, world.needs.now());
    if (claim === undefined) throw new Error('it is not due');
    const missing = await bringOn({ ...world.needs, registry: away }, claim);
    expect(missing).toMatchObject({ state: 'needs-person', answeredBy: 'repository' });
    const reason = { reason: 'the GLN is there now' };
    await asker.ask('POST /api/verifications/{id}/retry', { path: { id }, body: reason });
    await asker.bringOn(24);
    expect((await asker.show(id)).body).toMatchObject({ state: 'answered', answeredBy: 'repository' });
  });
});

describe('an answer', () => {
  test('of another responder than the directory names verifies nothing', async () => {
    const asker = await anAsker();
    const now = () => world.needs.now().getTime();
    const responder = await startResponderSandbox({ port: 0, gln: '9521888000001', permitted: [asker.gln], now });
    open.push(responder);
    responder.load(gtin, pack.lot, pack.exp, [pack.serial]);
    await asker.entry(gtin, { url: responder.url, gln: '9521999000019' });
    const { body } = await asker.verify(pack);
    expect(body).toMatchObject({ outcome: 'answer-unusable', detail: expect.stringContaining('9521999000019') });
    await asker.entry(gtin, { url: responder.url, gln: '9521888000001' });
    // What people change counts within a minute.
    world.world.forward(60_000);
    expect((await asker.verify(pack)).body).toMatchObject({ outcome: 'verified' });
  });
});

describe('an entry that the directory service took away', () => {
  const entry = { of: gtin, url: 'https://vrs.example', gln: '9521888000001', updatedAt: '2026-03-01T10:00:00Z' };

  test('does not come back by what was older, only by what is newer or by a person', async () => {
    const { directory } = world.needs;
    const { tenant, entry: put, ask } = await anAsker();
    const entries = async () => (await ask('GET /api/vrs/directory')).body['entries'];
    await directory.told(tenant, { ...entry, version: 3 });
    expect(await directory.gone(tenant, gtin, 5)).toBe('removed');
    expect(await directory.told(tenant, { ...entry, version: 4 })).toBe('kept');
    expect([await directory.entriesFor(tenant, gtin), await entries()]).toEqual([[], []]);
    expect(await directory.told(tenant, { ...entry, version: 6 })).toBe('put');
    expect(await entries()).toMatchObject([{ of: gtin, version: 6 }]);
    await directory.gone(tenant, gtin, 7);
    expect((await put(gtin, { url: 'https://other.example', gln: entry.gln })).status).toBe(200);
    expect(await directory.told(tenant, { ...entry, version: 8 })).toBe('kept');
    expect(await directory.gone(tenant, gtin, 9)).toBe('kept');
    expect(await entries()).toMatchObject([{ of: gtin, url: 'https://other.example' }]);
  });
});
