import * as v from 'valibot';
import { beforeAll, expect, test } from 'vitest';
import { approved } from '../../../infra/local/demo/approved.ts';
import { acme, medico, product as ofTheLine, packright, quality } from '../../../infra/local/demo/facts.ts';
import { personOf } from '../../../infra/local/demo/person.ts';
import { checkDigit } from '../../../shared/gs1/check-digit.ts';
import { commissionEvent } from '../../../shared/trace/commission.ts';
import { packEvent } from '../../../shared/trace/pack.ts';
import { shipEvent } from '../../../shared/trace/ship.ts';
import type { Product } from '../../kit/product.ts';
import { at, bt, type Dealings, dealings, plant, shipping, WAIT } from './harbor.ts';

const TAKES_MS = 90_000;
const lotShape = v.object({
  report: v.object({ commissioned: v.number(), shippable: v.array(v.string()) }),
});
const jobShape = v.object({ running: v.boolean(), success: v.boolean() });

/** What a distributor in the United States and the product make of shipments, told by tests over one running product whose line has packed `lot`. */
export function usPartner(running: () => Product, data: string, lot: () => string): void {
  let both: Dealings;
  beforeAll(async () => {
    both = await dealings(running(), data);
  });

  test('accepts what a line packed, with as many units as were announced', () => sellsTheLot(both, lot()), TAKES_MS);
  test(
    'rejects a product that it knows by another NDC; a person mends it, and the shipment arrives once',
    () => mendsTheProduct(both, personOf(running().url, data, quality.username)),
    TAKES_MS,
  );
  test(
    'whose documents break a rule has them judged when they are captured, and others are not',
    async () => {
      const [one] = await both.documents();
      const sent = await (await both.see(`documents/${one?.document}`)).text();
      const unordered = sent.replaceAll(/<bizTransaction type="urn:epcglobal:cbv:btt:po">[^<]*<\/bizTransaction>/g, '');
      await captured(running(), unordered.replaceAll('http://epcis.gs1us.org/hc/ns', 'https://ns.example.org/hc'));
      expect(await findings(running())).toEqual([]);
      await captured(running(), unordered);
      // It was written for another wholesaler, which is told besides.
      const told = await findings(running());
      expect(told).toHaveLength(2);
      for (const rule of ['dscsa-po-missing', 'dscsa-receiver-other'])
        expect(told).toContainEqual(expect.stringContaining(rule));
    },
    TAKES_MS,
  );
}

/** The lot went to the wholesaler first, which is taken back. */
async function sellsTheLot({ owner, see, documents, tell, capture, arrived }: Dealings, lot: string): Promise<void> {
  const { report } = v.parse(lotShape, (await owner.call('GET', `/api/lots/${lot}`)).body);
  const { shippable: epcs, commissioned: quantity } = report;
  const readPoint = packright.location;
  const parties = { from: acme.profile.party, to: medico.profile.party };
  const first = shipEvent({ epcs, at: at(0), ...parties, offset: plant.offset, readPoint });
  const bizTransactionList = [{ type: 'desadv', bizTransaction: bt(`ASN-${lot}`) }];
  const takenBack = { ...first, bizStep: 'void_shipping', disposition: 'in_progress', bizTransactionList };
  await tell('notices', { id: bt('US-1'), lines: [{ gtin: ofTheLine.gtin, quantity, lot }] });
  await capture(takenBack, shipping(epcs, 'US-1', readPoint));
  const { deliveryId } = await arrived('delivered');
  expect(await documents()).toEqual([{ document: deliveryId, state: 'accepted', units: quantity, errors: [] }]);
  const bytes = await (await see(`documents/${deliveryId}`)).text();
  expect(bytes).toContain('guidelineVersion>1.3<');
}

async function mendsTheProduct(both: Dealings, person: ReturnType<typeof personOf>): Promise<void> {
  const { owner, see, documents, tell, capture, arrived } = both;
  const digits = `0${acme.profile.companyPrefixes[0]}54329`;
  const gtin = `${digits}${checkDigit(digits)}`;
  const { packaging: _, ...item } = ofTheLine.item;
  const product = (ndc: string) => ({ ...item, nationalNumbers: [{ type: 'ndc', value: ndc }] });
  await approved(owner, person, `/api/products/${gtin}`, product('99999-4321-7'));
  await tell('ndcs', { gtin, ndc: '99999-4321-06' });
  const before = new Set((await documents()).map(({ document }) => document));
  const packs = [1, 2, 3].map((serial) => `urn:epc:id:sgtin:9521321.054329.US${serial}`);
  const box = 'urn:epc:id:sscc:9521321.0999999991';
  await capture(
    commissionEvent({ epcs: packs, at: at(5), lot: 'US1', expiry: '2031-12-31', ...plant }),
    commissionEvent({ epcs: [box], at: at(4), ...plant }),
    packEvent({ parent: box, children: packs, at: at(3), ...plant }),
    shipping([box], 'US-2'),
  );
  const { deliveryId, failure } = await arrived('rejected', before);
  expect(failure).toMatch(/^NDC_DIFFERS urn:epc:idpat:sgtin:9521321\.054329\.\*: 99999-4321-07 is told/);

  await approved(owner, person, `/api/products/${gtin}`, product('99999-4321-6'));
  await owner.call('POST', `/api/deliveries/${deliveryId}/resend`);
  await arrived('delivered', before);
  expect((await documents()).filter(({ document }) => !before.has(document))).toMatchObject([
    { document: deliveryId, state: 'rejected', errors: [{ code: 'NDC_DIFFERS' }] },
    { document: `${deliveryId}-2`, state: 'accepted', units: 3 },
  ]);
  for (const pack of packs) expect(await (await see(`units/${pack}`)).json()).toEqual({ document: `${deliveryId}-2` });
}

/** A document that the wholesaler captures, once it is stored. */
async function captured(product: Product, body: string): Promise<void> {
  const headers = { 'content-type': 'application/xml' };
  const answer = await product.fetch('/epcis/capture', { method: 'POST', tenant: medico.tenant, headers, body });
  expect(answer.status).toBe(202);
  const at = answer.headers.get('location') ?? '';
  const job = async () => v.parse(jobShape, await (await product.fetch(at, { tenant: medico.tenant })).json());
  await expect.poll(async () => (await job()).running, WAIT).toBe(false);
  expect((await job()).success).toBe(true);
}

async function findings(product: Product): Promise<string[]> {
  const answer = await product.fetch('/api/exceptions?rule=us-document', { tenant: medico.tenant });
  const shape = v.object({ exceptions: v.array(v.object({ detail: v.string() })) });
  return v.parse(shape, await answer.json()).exceptions.map(({ detail }) => detail);
}
