import { expect, test } from 'vitest';
import type { MqttLink } from '../../../edge-agent/link/mqtt.ts';
import { app } from '../../../infra/local/sandbox/msfx/rehearsal.ts';
import { signatureOf } from '../../../infra/local/sandbox/msfx/sign.ts';
import { chinaFacts } from '../../kit/china.ts';
import type { Customer } from './customer.ts';
import { farLot } from './packed-lot.ts';
import { toldTo } from './told.ts';

const WALL = 'urn:epc:id:pgln:9521326.00001';
const wall = {
  ...{ name: 'Great Wall Wholesale', party: WALL, address: { city: 'Suzhou', country: 'CN' } },
  registrations: { 'msfx-ent': 'ent0002' },
};
const VARIANT = '7';
const madeDate = '2026-02-01';

/** What goes wrong on the way of the shipment. The same seed makes the same of the same calls. */
const plan = {
  do: 'faults',
  seed: 7,
  faults: [
    { on: 'uploadinoutbill', kind: 'no-answer', from: 1, count: 1 },
    { on: 'searchstatus', kind: 'wrong-id', rate: 0.3 },
    { on: 'searchstatus', kind: 'truncate', rate: 0.3 },
  ],
};

/** With codes of GS1, to a platform that is told another package variant than it knows, and that misbehaves when the goods leave. */
export const china = (of: () => { readonly customer: Customer; readonly link: MqttLink }) =>
  test('China: a lot is active once its package variant is put right, and leaves in one bill whatever goes wrong', async () => {
    const { customer, link } = of();
    const { owner, partner, placeOf, turn } = customer;
    const lot = farLot(customer, { country: 'CN', item: '00004', city: 'Suzhou', profile: 'cn-gs1' });
    const { gtin } = lot;
    await turn('msfx', { do: 'product', productCode: gtin, refEntId: 'ref0001', subTypes: { [VARIANT]: '1:4:8' } });
    await partner('great-wall', wall);
    const serials = await lot.pack(link);
    await lot.release();
    const told = toldTo({ owner }, 'cn');
    await told.stands('packing uploadrelation held', 'release uploadcircubill held', 'release uploadrelation held');
    await told.give({ ...chinaFacts, madeDate, subTypeNo: '8' });
    await told.stands('packing uploadrelation due', 'release uploadcircubill due', 'release uploadrelation rejected');
    const refused = await told.find('release uploadrelation');
    expect(refused.failure).toContain('UNKNOWN_SUBTYPE');
    expect(refused.explained).toMatchObject([{ code: 'UNKNOWN_SUBTYPE', remedy: expect.stringMatching(/./) }]);
    expect(await told.evidence(refused)).toContain('UNKNOWN_SUBTYPE');

    for (const name of ['packing uploadrelation', 'release uploadrelation'])
      await told.correct(await told.find(name), { subTypeNo: VARIANT });
    await told.resend(refused);
    const reports = ['packing uploadrelation', 'release uploadcircubill', 'release uploadrelation'];
    const done = reports.map((name) => `${name} acknowledged`);
    await told.stands(...done);

    await turn('msfx', plan);
    await lot.ship(WALL);
    await told.stands(...done, 'shipment uploadinoutbill acknowledged');
    await turn('msfx', { do: 'faults', faults: [] });
    const bill = await told.evidence(await told.find('shipment uploadinoutbill'));
    expect(bill).toContain(`00${lot.top}`);

    const codes = [...serials.map((serial) => `01${gtin}21${serial}`), ...lot.boxes.map((one) => `00${one}`)];
    const ask = platform(placeOf('msfx').url);
    const { result_list } = await ask('querycodeactive', { codes: [...codes, `00${lot.top}`].join(',') });
    expect(result_list.map(({ status }) => status)).toEqual(Array(codes.length + 1).fill('O'));
    const out = { bill_type: 'AO', begin_date: '2020-01-01', end_date: '2099-12-31' };
    const bills = await ask('searchstatus', out);
    expect(bills.result_list.map(({ deal_status }) => deal_status)).toEqual(['3']);
  }, 300_000);

interface Model {
  readonly result_list: readonly Record<string, string>[];
}

/** Asks the platform as the holder does. */
const platform =
  (url: string) =>
  async (method: string, own: Record<string, string>): Promise<Model> => {
    const area = method === 'searchstatus' ? 'scqy.searchstatus' : method;
    const timestamp = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
    const common = { app_key: app.appKey, session: 'acme-session', timestamp, v: '2.0', ref_ent_id: 'ref0001' };
    const parameters = new Map(Object.entries({ ...common, method: `alibaba.alihealth.drug.kyt.${area}`, ...own }));
    parameters.set('sign', signatureOf(parameters, app.appSecret));
    const answer = await fetch(`${url}/router/rest`, { method: 'POST', body: new URLSearchParams([...parameters]) });
    return Object(Object.values(Object(await answer.json()))[0]).result.model;
  };
