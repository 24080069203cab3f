import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { MqttLink } from '../../../edge-agent/link/mqtt.ts';
import { acme } from '../../../infra/local/demo/facts.ts';
import type { Customer } from './customer.ts';
import { farLot } from './packed-lot.ts';
import { toldTo } from './told.ts';

const PAULISTA = 'urn:epc:id:pgln:9521327.00001';
const paulista = {
  ...{ name: 'Distribuidora Paulista', party: PAULISTA, address: { city: 'São Paulo', country: 'BR' } },
  registrations: { cnpj: '11222333000262' },
};
/** Of a company that the system does not know. */
const strange = '11444777000161';

const taken = v.looseObject({
  kind: v.string(),
  message: v.optional(
    v.looseObject({
      declarant: v.string(),
      events: v.array(
        v.looseObject({ kind: v.string(), partner: v.optional(v.string()), packs: v.array(v.unknown()) }),
      ),
    }),
  ),
});

/** What the system has taken in, as it keeps it. */
const register = (data: string) =>
  readFileSync(join(data, 'sandboxes', 'sncm.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => v.parse(taken, JSON.parse(line)).message ?? [])
    .flatMap(({ declarant, events }) =>
      events.map(({ kind, partner, packs }) => [declarant, kind, partner, packs.length]),
    );

/** The repealed message set, by an establishment that is told of under another number than its certificate's. */
export const brazil = (of: () => { readonly customer: Customer; readonly link: MqttLink }) =>
  test('Brazil, to rehearse: a lot is activated once the declarant’s CNPJ is put right, and shipped', async () => {
    const { customer, link } = of();
    const { owner, partner, placeOf, registered, data } = customer;
    const { url } = placeOf('sncm');
    await owner.call('PUT', '/api/regulator-accesses/br-sncm', { url, secret: 'sncm-rehearsal', rehearsal: true });
    await registered({ cnpj: strange });
    const lot = farLot(customer, { country: 'BR', item: '00005', city: 'Campinas', profile: 'br' });
    await partner('paulista', paulista);
    const serials = await lot.pack(link);
    await lot.release();
    const told = toldTo({ owner }, 'br-sncm');
    await told.stands('release activ rejected');
    const refused = await told.find('release activ');
    expect(refused.failure).toContain('30: ');
    expect(refused.explained).toMatchObject([{ code: '30', remedy: expect.stringContaining('CNPJ') }]);

    await registered({});
    await told.resend(refused);
    await told.stands('release activ acknowledged');
    await lot.ship(PAULISTA);
    await told.stands('release activ acknowledged', 'shpt shpt acknowledged');
    expect(await told.evidence(await told.find('shpt shpt'))).toContain('SUC');

    const own = acme.profile.registrations.cnpj;
    expect(register(data)).toEqual([
      [own, 'activ', undefined, serials.length],
      [own, 'shpt', paulista.registrations.cnpj, serials.length],
    ]);
    const map = await owner.call('GET', `/api/lots/${lot.lot}/distribution-map?gtin=${lot.gtin}`);
    expect(map.body).toMatchObject({
      recipients: [{ recipient: { partner: 'paulista', cnpj: paulista.registrations.cnpj }, quantity: serials.length }],
      totals: { sent: serials.length, ours: 0 },
    });
  }, 300_000);
