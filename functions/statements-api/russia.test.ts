import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { runDelivery } from '#common/run-delivery.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { type MdlpSandbox, startMdlpSandbox } from '../../infra/local/sandbox/mdlp/sandbox.ts';
import type { Subject } from '../../infra/local/sandbox/mdlp/subjects.ts';
import type { House, World } from '../../test/kit/delivery-world.ts';
import { startWorld } from '../../test/kit/delivery-world.ts';
import { distributor, maker, mdlpClient, mdlpDocument, mdlpSubjects, ssccs } from '../../test/kit/mdlp-client.ts';
import { paper, plant, shop } from '../../test/kit/mdlp-documents.ts';
import { sayStatement } from '../../test/kit/say-statement.ts';
import { signingCertificate } from '../../test/kit/signing-certificate.ts';
import { twoFirms } from '../../test/kit/two-firms.ts';
import { sendReport } from '../send-regulator/send-report.ts';

let world: World;
let mdlp: MdlpSandbox;
let pair: Awaited<ReturnType<typeof signingCertificate>>;
beforeAll(async () => {
  world = await startWorld();
  pair = await signingCertificate('rsa');
});
afterAll(() => world.stop());
afterEach(async () => {
  world.woken.length = 0;
  await mdlp.close();
});

const buyerGln = '9521999000013';
const sellerGln = '9521321000018';
const ssccOf = (epc: string) => /\d{18}$/.exec(canonicalEpc(epc))?.[0] ?? '';

async function opened() {
  const now = () => world.needs.now().getTime();
  mdlp = await startMdlpSandbox({ port: 0, subjects: mdlpSubjects, throttled: false, now });
  const firms = await twoFirms(world, mdlp, pair);
  const { seller, rows, asking } = firms;
  /** What waits for a person is looked at again and again: a few times are enough. */
  const send = () => world.drain(runDelivery(asking, 'acknowledged', sendReport(asking)), 40);
  /** Says something as a person of a firm, and has it sent. */
  const say = async ({ tenant }: House, name: string, more: object) => {
    const answer = await sayStatement(world, tenant, { market: 'ru', name, ...more });
    await send();
    return answer;
  };
  const stateOf = async (tenant: string, name: string) =>
    (await rows(tenant, name)).map(({ state, failure }) => failure ?? state);
  const packsAre = () => [...new Set(seller.serials.map((serial) => mdlp.stateOf(seller.gtin + serial)))];
  /** A pack as a participant finds it among his own. */
  const ownedBy = async (who: Subject) => {
    const client = await mdlpClient(mdlp, who);
    return (await client.as('GET', `reestr/sgtin/${seller.gtin}${seller.serials[0]}`)).text;
  };
  /** The lot is in circulation, and nothing was shipped. */
  const circulate = async () => {
    await firms.give(seller.tenant, '313');
    await send();
  };
  const circulating = async () => {
    await circulate();
    expect(packsAre()).toEqual(['in_circulation']);
  };
  return { ...firms, say, stateOf, packsAre, ownedBy, circulate, circulating };
}

test('the buyer says that it does not accept what was sent: 252', async () => {
  const { seller, buyer, ship, say, stateOf, packsAre } = await opened();
  await ship();
  expect(packsAre()).toEqual(['transfered_to_owner']);
  const said = { things: [seller.pallet], from: sellerGln, facts: { reason: 'Wet cartons' } };
  const { status, body } = await say(buyer, '252', said);
  expect([status, body]).toMatchObject([201, { things: 1, deliveries: [expect.any(String)] }]);
  expect(await stateOf(buyer.tenant, '252')).toEqual(['acknowledged']);
  expect(packsAre()).toEqual(['in_circulation']);
});

test('what the buyer told first is confirmed by the seller: 701 after 416', async () => {
  const { seller, circulating, say, stateOf, packsAre, ownedBy } = await opened();
  await circulating();
  const client = await mdlpClient(mdlp, distributor);
  const priced = `<union><sscc_detail>${ssccs(ssccOf(seller.pallet))}</sscc_detail><cost>1100.00</cost><vat_value>100.00</vat_value></union>`;
  const first = mdlpDocument(416, 'receive_order', {
    ...{ subject_id: shop, shipper_id: plant, operation_date: '2026-03-01T12:30:00+03:00', ...paper },
    ...{ receive_type: '1', source: '1', contract_type: '1', order_details: priced },
  });
  expect((await client.send(first)).result).toBe('Accepted');
  await say(seller, '701', { things: [seller.pallet], to: buyerGln });
  expect(await stateOf(seller.tenant, '701')).toEqual(['acknowledged']);
  expect(packsAre()).toEqual(['in_circulation']);
  expect(await ownedBy(distributor)).toContain(`"branch_id":"${shop}"`);
});

test('a release is taken back by a document: 250 of a 313', async () => {
  const { seller, circulating, rows, say, stateOf, packsAre } = await opened();
  const [waiting] = await rows(seller.tenant, '313');
  const said = { delivery: waiting?.deliveryId, facts: { reason: 'The decision was withdrawn' } };
  expect(await say(seller, '250', said)).toMatchObject({ status: 409, body: { at: '/delivery' } });
  await circulating();
  expect(await say(seller, '250', { ...said, statement: 's2' })).toMatchObject({ status: 201 });
  expect(await stateOf(seller.tenant, '250')).toEqual(['acknowledged']);
  expect(packsAre()).toEqual(['marked']);
});

test('packs go to be destroyed (541) once they are in circulation, and come back by 250', async () => {
  const { seller, circulate, rows, say, stateOf } = await opened();
  const facts = {
    ...{ fias_addr: '6c5b9d64-1111-4222-8333-9a0000000001', inn: '7701234567', kpp: '770101001' },
    ...{ doc_num: 'A-1', doc_date: '01.03.2026', act_number: 'T-1', act_date: '01.03.2026', destruction_type: '1' },
  };
  await say(seller, '541', { things: [seller.packs[0]], facts });
  expect(await stateOf(seller.tenant, '541')).toEqual(['waits for 313, which is held']);
  await circulate();
  expect(await stateOf(seller.tenant, '541')).toEqual(['acknowledged']);
  const state = () => mdlp.stateOf(seller.gtin + seller.serials[0]);
  expect(state()).toBe('moved_for_disposal');
  const [told] = await rows(seller.tenant, '541');
  await say(seller, '250', {
    delivery: told?.deliveryId,
    facts: { reason: 'Another firm destroys them' },
    statement: 's2',
  });
  expect(await stateOf(seller.tenant, '250')).toEqual(['acknowledged']);
  expect(state()).toBe('in_circulation');
});

test('goods go to their owner (381), and are taken in stock where nobody sent them (702)', async () => {
  const { seller, buyer, circulating, say, stateOf, ownedBy } = await opened();
  await circulating();
  const papers = { doc_num: 'A-1', doc_date: '01.03.2026' };
  await say(seller, '381', { things: [seller.pallet], to: buyerGln, facts: papers });
  expect(await stateOf(seller.tenant, '381')).toEqual(['acknowledged']);
  expect(await ownedBy(distributor)).toContain(`"branch_id":"${shop}"`);
  const facts = { ...papers, contract_type: '1', source: '1', cost: '1100.00', vat: '100.00' };
  await say(seller, '702', { things: [seller.pallet], from: buyerGln, facts, statement: 's2' });
  expect(await stateOf(seller.tenant, '702')).toEqual(['acknowledged']);
  expect(await ownedBy(maker)).toContain(`"branch_id":"${plant}"`);
  expect(await stateOf(buyer.tenant, '702')).toEqual([]);
});
