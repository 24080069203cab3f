import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isWithheldBy } from '#common/dscsa/is-withheld.ts';
import { httpHandler } from '#common/http.ts';
import type { DscsaCase } from '#common/store/dscsa-case-row.ts';
import { dscsaCases } from '#common/store/dscsa-cases.ts';
import { exceptions } from '#common/store/exceptions.ts';
import { suspectPacks } from '#common/store/suspect-packs.ts';
import { getSettings } from '#common/store/vrs-settings.ts';
import { atpCredentials } from '#common/vrs/atp.ts';
import { aParty, aTenant } from '../../test/kit/builders.ts';
import { call } from '../../test/kit/call.ts';
import { aHouse, type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { giveTenant } from '../../test/kit/give-tenant.ts';
import { verifyPack } from './verify-pack.ts';

const { gln: wholesaler } = aParty('9521777');
let world: World;
let house: House;
beforeAll(async () => {
  world = await startWorld();
  house = await aHouse(world);
  await house.produce();
  const { db } = world.table;
  await giveTenant(db, house.tenant, aParty());
  const profile = {
    name: 'Wholesaler',
    kind: 'wholesaler',
    ...aParty('9521777'),
    companyPrefixes: ['9521777'],
  } as const;
  await giveTenant(db, 'wholesaler', aTenant(profile));
});
afterAll(() => world.stop());

function stores() {
  const { db } = world.table;
  const cases = dscsaCases(db, tables.deliveries);
  const packs = suspectPacks(db, tables.deliveries);
  return { cases, packs, exceptions: exceptions(db, tables.deliveries) };
}

async function data(serial: string) {
  const { cases, packs, exceptions } = stores();
  const endpoint = verifyPack({
    ...world.needs,
    exceptions,
    isWithheld: isWithheldBy({ suspectPacks: packs, cases }),
    settingsOf: (tenant) => getSettings(world.table.db, tables.registry, tenant),
    atpOf: atpCredentials({ ...world.needs, credentials: () => Promise.reject(new Error('no secret is asked for')) }),
    uuid: () => 'made-here',
  });
  const route = 'GET /vrs/verify/gtin/{gtin}/lot/{lot}/ser/{serial}';
  const handler = httpHandler({ [route]: { permission: 'packs:verify', endpoint } }, world.needs.registry.granted);
  const path = { gtin: house.gtin, lot: house.lot, serial };
  const asked = { tenant: 'wholesaler', role: 'partner-api', path, query: { exp: '281231', reqGLN: wholesaler } };
  return Object((await call(handler, route, asked)).body).data;
}
const good = { verified: true };
const noReason = { verified: false, verificationFailureReason: 'No_reason_provided' };

describe('a pack of which something is wrong', () => {
  const serialAt = (n: number) => house.serials[n] ?? '';

  test('is not verified from the first suspicion on, whatever its label says, unless it is cleared', async () => {
    const { cases, packs } = stores();
    const serial = serialAt(5);
    const [at, id] = [world.needs.now(), 'case-1'];
    const [createdAt, origin] = [at.toISOString(), { kind: 'return' as const }];
    const suspect = { origin, packs: [{ gtin: house.gtin, serial }], notices: [] };
    const begun = { tenant: house.tenant, id, kind: 'suspect', title: 't', by: 'ada', suspect } as const;
    await packs.note(house.tenant, id, [{ gtin: house.gtin, serial }]);
    expect(await data(serial)).toEqual(good);
    let before: DscsaCase | undefined;
    for (const state of ['opened', 'illegitimate', 'ended', 'cleared'] as const) {
      const after = { ...begun, createdAt, updatedAt: createdAt, version: 0, entries: 0, state };
      const [row] = await cases.commit([{ before, after, entries: [] }], at);
      if (typeof row !== 'object') throw new Error('moved');
      before = row;
      expect([state, await data(serial)]).toEqual([state, state === 'cleared' ? good : noReason]);
      expect(await data(serialAt(6))).toEqual(good);
    }
  });

  test('that does not verify opens one exception, from which a case can be opened', async () => {
    await data('NEVERMADE');
    await data('NEVERMADE');
    const [found, ...more] = (
      await stores().exceptions.ofUnits(house.tenant, [`https://id.gs1.org/01/${house.gtin}/21/NEVERMADE`])
    ).filter(({ rule }) => rule === 'not-verified');
    expect(more).toEqual([]);
    expect(found).toMatchObject({ state: 'open', detail: expect.stringContaining(`asked for by ${wholesaler}`) });
  });
});
