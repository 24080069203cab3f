import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import type { Movement, Repacked } from '#shared/regimes/business-act.ts';
import type { ReportedCode, ReportedPlace } from '#shared/regimes/reported.ts';
import { foreignEmission } from '#shared/regimes/ru/documents/foreign-emission.ts';
import { registerEndPacking } from '#shared/regimes/ru/documents/register-end-packing.ts';
import { readNotification } from '#shared/regimes/ru/notifications/notification.ts';
import type { Told } from '#shared/regimes/ru/reports/report-kind.ts';
import { type MdlpSandbox, startMdlpSandbox } from '../../../infra/local/sandbox/mdlp/sandbox.ts';
import type { Subject } from '../../../infra/local/sandbox/mdlp/subjects.ts';
import {
  demoGtin,
  distributor,
  holder,
  importer,
  type MdlpClient,
  maker,
  mdlpClient,
  mdlpSubjects,
  ssccOf,
} from '../../kit/mdlp-client.ts';
import { everything } from '../../kit/mdlp-told.ts';
import { tellAct, tellReport } from '../../kit/tell-mdlp.ts';

let mdlp: MdlpSandbox;
beforeEach(async () => {
  mdlp = await startMdlpSandbox({
    port: 0,
    subjects: mdlpSubjects,
    throttled: false,
    now: () => Date.parse('2026-03-03T10:00:00Z'),
  });
});
afterEach(() => mdlp.close());

const at = '2026-03-02T09:30:00.000Z';
const lot = { lot: 'L1', expiry: '2028-02-28' };
const product = { ...everything.product, gtin: demoGtin };
const serialOf = (n: number) => String(n).padStart(13, 'A');
const serials = [1, 2, 3].map(serialOf);
const packs = serials.map((serial) => demoGtin + serial);
const [caseOf, palletOf] = [ssccOf(1), ssccOf(2)];
const device_info = { device_id: '0000000000000001', skzkm_origin_msg_id: 'm' };
const placeOf = ({ systemId, places }: Subject, country: string, place = places[0]): ReportedPlace => ({
  gln: '9521234000014',
  name: 'Site',
  country,
  registrations: { 'mdlp-subject': systemId, ...(place !== undefined && { 'mdlp-place': place }) },
});
const facts = {
  ...everything.facts,
  [`cost/${demoGtin}`]: '1100.00',
  [`vat/${demoGtin}`]: '100.00',
  [`customs_value/${demoGtin}`]: '90.00',
};
const toldBy = (who: Subject, country: string, more: Partial<Told> = {}): Told => ({
  holder: {
    tenant: who.name,
    name: who.name,
    gln: '9521234000014',
    registrations: placeOf(who, country).registrations,
  },
  product,
  lot,
  serials,
  facts,
  at,
  ...more,
});
const moved = (kind: Movement['kind'], from: ReportedPlace, to: ReportedPlace, more: Partial<Movement> = {}) => {
  const thing = { code: { sscc: palletOf }, inside: [{ gtin: demoGtin, lot: lot.lot, packs: packs.length }] };
  const act: Movement = { kind, markets: ['RU'], from, to, at, eventId: kind, gtins: [demoGtin], units: 1, ...more };
  const documents = [{ type: 'desadv', number: 'TN-1' }];
  return { act, movement: { from, to, documents, things: [thing] } };
};

const expectAll = async (tolds: ReturnType<typeof tellAct>, count = 1) =>
  expect((await tolds).map(({ verdict }) => verdict)).toEqual(Array(count).fill({ verdict: 'acknowledged' }));

/** Packs into a case, and the case on a pallet. */
async function pack(client: MdlpClient, who: Subject, country: string) {
  const containers = [
    { code: { sscc: caseOf }, level: 1, children: serials.map((serial) => ({ gtin: demoGtin, serial })) },
    { code: { sscc: palletOf }, level: 2, children: [{ sscc: caseOf }] },
  ];
  const act = (first: number) => ({ kind: 'packing', product, lot, at, units: 1, first, levels: [1] }) as const;
  for (const [first, one] of containers.entries())
    await expectAll(tellAct(client, act(first), toldBy(who, country, { containers: [one] })));
}

async function emitted(client: MdlpClient, xml: string | ReturnType<typeof registerEndPacking.write>) {
  if (isRefusal(xml)) throw new Error(xml.detail);
  expect((await client.send(xml)).result).toBe('Accepted');
}
const madeHere = (names: readonly string[]) =>
  registerEndPacking.write({
    subject_id: maker.places[0] ?? '',
    operation_date: at,
    order_type: '1',
    series_number: lot.lot,
    expiration_date: '28.02.2028',
    gtin: demoGtin,
    signs: names,
    device_info,
  });

describe('what we tell MDLP', () => {
  test('brings a lot made in Russia to a distributor, who is told and accepts', async () => {
    const [plant, shop] = [await mdlpClient(mdlp, maker), await mdlpClient(mdlp, distributor)];
    await emitted(plant, madeHere(packs));
    const release = { kind: 'release', product, lot, at, units: 3 } as const;
    await expectAll(tellAct(plant, release, toldBy(maker, 'RU')));
    expect(packs.map(mdlp.stateOf)).toEqual(packs.map(() => 'in_circulation'));
    await pack(plant, maker, 'RU');
    const sale = moved('shipment', placeOf(maker, 'RU'), placeOf(distributor, 'RU'));
    await expectAll(tellAct(plant, sale.act, toldBy(maker, 'RU', { movement: sale.movement })));
    const [notice] = await shop.income();
    const { body } = await shop.as('GET', `documents/download/${notice.document_id}`);
    expect(readNotification((await shop.call('GET', body.link)).text)).toMatchObject({
      document: 601,
      by: maker.places[0],
      to: distributor.places[0],
      items: [{ code: { sscc: palletOf }, cost: '1100.00', inside: [{ gtin: demoGtin, lot: lot.lot }] }],
    });
    const receipt = moved('receipt', placeOf(maker, 'RU'), placeOf(distributor, 'RU'));
    await expectAll(tellAct(shop, receipt.act, toldBy(distributor, 'RU', { movement: receipt.movement })));
    expect(packs.map(mdlp.stateOf)).toEqual(packs.map(() => 'in_circulation'));
  });

  test('takes packages apart, and packs what was in them anew', async () => {
    const plant = await mdlpClient(mdlp, maker);
    await emitted(plant, madeHere(packs));
    await expectAll(tellAct(plant, { kind: 'release', product, lot, at, units: 3 }, toldBy(maker, 'RU')));
    await pack(plant, maker, 'RU');
    const repacked = async (how: Repacked, sscc: string, children: readonly ReportedCode[]) => {
      const act = { kind: 'repacking', how, container: sscc, markets: ['RU'], at, eventId: how, units: 1 } as const;
      const containers = [{ code: { sscc }, level: 1, children }];
      return (await tellAct(plant, act, toldBy(maker, 'RU', { containers }))).map(({ verdict }) => verdict.verdict);
    };
    const [first = '', ...more] = serials;
    const packOf = (serial: string) => ({ gtin: demoGtin, serial });
    expect(await repacked('taken-out', caseOf, [packOf(first)])).toEqual(['acknowledged']);
    expect(await repacked('apart', palletOf, [])).toEqual(['acknowledged']);
    expect(await repacked('apart', palletOf, [])).toEqual(['rejected']);
    expect(await repacked('packed', palletOf, [{ sscc: caseOf }])).toEqual(['acknowledged']);
    expect(await repacked('put-in', palletOf, [packOf(first)])).toEqual(['acknowledged']);
    expect(await repacked('put-in', palletOf, more.map(packOf))).toEqual(['rejected']);
  });

  test('brings a lot made abroad through customs, and takes a transfer back', async () => {
    const [abroad, home] = [await mdlpClient(mdlp, holder), await mdlpClient(mdlp, importer)];
    const packed = {
      subject_id: holder.systemId,
      operation_date: at,
      packing_id: holder.systemId,
      series_number: lot.lot,
      expiration_date: '28.02.2028',
      gtin: demoGtin,
      signs: packs,
      device_info,
    };
    await emitted(abroad, foreignEmission.write(packed));
    await pack(abroad, holder, 'NL');
    const [from, to] = [placeOf(holder, 'NL'), placeOf(importer, 'RU')];
    const given = { ...facts, custom_receiver_id: importer.systemId };
    const left = moved('shipment', from, to);
    await expectAll(tellAct(abroad, left.act, toldBy(holder, 'NL', { movement: left.movement, facts: given })));
    const came = moved('receipt', from, to);
    await expectAll(tellAct(home, came.act, toldBy(importer, 'RU', { movement: came.movement, facts: given })), 3);
    expect(packs.map(mdlp.stateOf)).toEqual(packs.map(() => 'in_circulation'));

    const second = placeOf(importer, 'RU', importer.places[1]);
    const move = moved('transfer', to, second);
    const [told] = await tellAct(home, move.act, toldBy(importer, 'RU', { movement: move.movement }));
    expect(told?.verdict).toEqual({ verdict: 'acknowledged' });
    const back = moved('transfer', to, second, { undo: true });
    const takesBack = [told?.receipt ?? ''];
    await expectAll(tellAct(home, back.act, toldBy(importer, 'RU', { movement: back.movement, takesBack })));
  });

  test('takes a sale back until it is accepted', async () => {
    const plant = await mdlpClient(mdlp, maker);
    await emitted(plant, madeHere(packs));
    await expectAll(tellAct(plant, { kind: 'release', product, lot, at, units: 3 }, toldBy(maker, 'RU')));
    await pack(plant, maker, 'RU');
    for (const undo of [false, true]) {
      const sale = moved('shipment', placeOf(maker, 'RU'), placeOf(distributor, 'RU'), { undo });
      await expectAll(tellAct(plant, sale.act, toldBy(maker, 'RU', { movement: sale.movement })));
    }
    expect(packs.map(mdlp.stateOf)).toEqual(packs.map(() => 'in_circulation'));
  });

  test('tells what became of packs', async () => {
    const plant = await mdlpClient(mdlp, maker);
    await emitted(plant, madeHere(packs));
    await expectAll(tellAct(plant, { kind: 'release', product, lot, at, units: 3 }, toldBy(maker, 'RU')));
    const became = { kind: 'change', product, lot, at, eventId: 'e', units: 1, lotUnits: 3 } as const;
    for (const [i, change] of (['sampled', 'destroyed', 'stolen'] as const).entries())
      await expectAll(tellAct(plant, { ...became, change }, toldBy(maker, 'RU', { serials: [serialOf(i + 1)] })));
    expect(packs.map(mdlp.stateOf)).toEqual(['lp_sampled', 'disposed', 'out_of_circulation']);
  });

  test('tells anew only what failed', async () => {
    const plant = await mdlpClient(mdlp, maker);
    await emitted(plant, madeHere(packs.slice(0, 2)));
    const [told] = await tellAct(plant, { kind: 'release', product, lot, at, units: 3 }, toldBy(maker, 'RU'));
    expect(told?.verdict).toMatchObject({
      verdict: 'partially-accepted',
      accepted: 2,
      rejected: [{ object: serialOf(3) }],
    });
    await emitted(plant, madeHere(packs.slice(2)));
    const [report] = [{ key: 'k:corrected', name: '313', act: 'a' }];
    const again = await tellReport(plant, report, toldBy(maker, 'RU', { serials: [serialOf(3)] }));
    expect(again.verdict).toEqual({ verdict: 'acknowledged' });
  });

  test('uploads a large document', async () => {
    const plant = await mdlpClient(mdlp, maker);
    const many = Array.from({ length: 20_000 }, (_, n) => serialOf(n));
    await emitted(plant, madeHere(many.map((serial) => demoGtin + serial)));
    const release = { kind: 'release', product, lot, at, units: many.length } as const;
    const [told] = await tellAct(plant, release, toldBy(maker, 'RU', { serials: many }));
    expect(told?.verdict).toEqual({ verdict: 'acknowledged' });
    expect(told?.calls).toEqual([
      'documents-send-large',
      'documents-upload',
      'documents-send-finished',
      'documents-status',
      'documents-ticket',
      'documents-download',
    ]);
    expect([many[0], many.at(-1)].map((serial) => mdlp.stateOf(demoGtin + serial))).toEqual([
      'in_circulation',
      'in_circulation',
    ]);
  });
});
