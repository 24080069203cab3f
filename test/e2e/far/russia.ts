import { expect, test } from 'vitest';
import type { MqttLink } from '../../../edge-agent/link/mqtt.ts';
import { distributor, station } from '../../../infra/local/sandbox/mdlp/rehearsal.ts';
import { mdlpClient, mdlpDocument } from '../../kit/mdlp-client.ts';
import type { Customer } from './customer.ts';
import { farLot } from './packed-lot.ts';
import { toldTo, WAIT } from './told.ts';

const VOLGA = 'urn:epc:id:pgln:9521325.00001';
const volga = (place: string) => ({
  ...{ name: 'Volga Distribution', party: VOLGA, address: { city: 'Kazan', country: 'RU' } },
  registrations: { 'mdlp-subject': distributor.systemId, 'mdlp-place': place },
});
const facts = {
  ...{ doc_date: '01.03.2026', confirmation_num: 'RU-D-17' },
  ...{ contract_type: '1', source: '1', turnover_type: '1', cost: '1100.00', vat: '100.00' },
};

/** Packed under codes of the order station, released and sold in Russia, to a distributor whose place of activity was written down wrong. */
export const russia = (of: () => { readonly customer: Customer; readonly link: MqttLink }) =>
  test('Russia: a lot is known by the codes that were reported as used, comes into circulation, is packed, and is the distributor’s once its place is put right', async () => {
    const { customer, link } = of();
    const { owner, partner, placeOf } = customer;
    const registrations = { 'mdlp-place': '00000000100001' };
    const { url } = placeOf('oms');
    const secret = 'oms-rehearsal';
    await owner.call('PUT', '/api/regulator-accesses/ru-oms', { url, secret, rehearsal: true });
    const issuer = { kind: 'oms', url, omsId: station.omsId, secret };
    const at = { country: 'RU', item: '00003', city: 'Tula', registrations };
    const lot = farLot(customer, { ...at, profile: 'ru', issuer });
    await partner('volga', volga('00000000999999'));
    const serials = await lot.pack(link);
    const sgtins = serials.map((serial) => lot.gtin + serial);
    const { lot: series } = lot;

    await lot.release();
    const packing = Array(2).fill('packing aggregation acknowledged');
    await toldTo({ owner }, 'ru-oms').stands(...packing, 'release utilisation acknowledged');
    const told = toldTo({ owner }, 'ru');
    await told.stands('packing 911 due', 'packing 915 due', 'release 313 held');
    await told.give(facts);
    await told.stands('packing 911 acknowledged', 'packing 915 acknowledged', 'release 313 acknowledged');

    await lot.ship(VOLGA);
    const packed = ['packing 911 acknowledged', 'packing 915 acknowledged', 'release 313 acknowledged'];
    await told.stands(...packed, 'shipment 415 held');
    await told.give(facts);
    await told.stands(...packed, 'shipment 415 rejected');
    const refused = await told.find('shipment 415');
    expect(refused.failure).toContain('UNKNOWN_COUNTERPARTY');
    expect(refused.explained).toMatchObject([{ code: 'Rejected' }]);
    const { document, answers } = readEvidence(await told.evidence(refused));
    expect(document).toContain('<receiver_id>00000000999999</receiver_id>');
    expect(answers).toContain('<operation_result>Rejected</operation_result>');

    await partner('volga', volga(distributor.places[0] ?? ''));
    await told.resend(refused);
    await told.stands(...packed, 'shipment 415 acknowledged');
    expect(await told.evidence(await told.find('shipment 415'))).toContain('Accepted');

    const register = await mdlpClient(placeOf('mdlp'), distributor);
    const states = async () => {
      const { body } = await register.as('POST', 'reestr/sgtin/sgtins-by-list', { filter: { sgtins } });
      return body.entries.map((one: { status: string; pack3_id: string; batch: string }) => [
        one.status,
        lot.boxes.includes(one.pack3_id),
        one.batch,
      ]);
    };
    expect(await states()).toEqual(sgtins.map(() => ['transfered_to_owner', true, series]));
    const accepted = mdlpDocument(701, 'accept', {
      ...{ subject_id: distributor.places[0] ?? '', counterparty_id: registrations['mdlp-place'] },
      ...{ operation_date: new Date().toISOString(), order_details: `<sscc>${lot.top}</sscc>` },
    });
    await register.post(accepted);
    await expect.poll(async () => (await states())[0]?.[0], WAIT).toBe('in_circulation');
  }, 300_000);

/** The document that stands in what was sent, and all that was answered. */
function readEvidence(text: string) {
  const [sent = '', ...answers] = text.split('\n');
  return { document: Buffer.from(String(JSON.parse(sent).document), 'base64').toString(), answers: answers.join('\n') };
}
