import { createHash, randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import {
  demoGtin,
  distributor,
  holder,
  importer,
  type MdlpClient,
  maker,
  mdlpClient,
  mdlpDocument,
  mdlpSubjects,
  sgtinOf,
  sgtins,
  ssccs,
} from '../../../../test/kit/mdlp-client.ts';
import {
  accepted,
  bringIn,
  date,
  home,
  madeHere,
  packs,
  pallet,
  paper,
  plant,
  released,
  second,
  shipped,
  shop,
  sscc,
  union,
} from '../../../../test/kit/mdlp-documents.ts';
import { temporaryFolder } from '../../../../test/kit/temporary-folder.ts';
import { type MdlpOptions, type MdlpSandbox, startMdlpSandbox } from './sandbox.ts';

let mdlp: MdlpSandbox;
let ms = Date.parse('2026-03-02T10:00:00Z');
afterEach(() => mdlp.close());

async function open(options: Partial<MdlpOptions> = {}) {
  mdlp = await startMdlpSandbox({ port: 0, subjects: mdlpSubjects, throttled: false, now: () => ms, ...options });
}
const turn = async (wish: object) => {
  const response = await fetch(`${mdlp.url}/v1/sandbox`, { method: 'POST', body: JSON.stringify(wish) });
  return { status: response.status, body: await response.json() };
};

async function bringPacksIn(abroad: MdlpClient, home_: MdlpClient) {
  for (const [client, state, xml] of bringIn(abroad, home_)) {
    expect(await client.send(xml)).toMatchObject({ result: 'Accepted', errors: [] });
    expect(packs.map(mdlp.stateOf)).toEqual(packs.map(() => state));
  }
}

const open3 = async () =>
  Promise.all([mdlpClient(mdlp, holder), mdlpClient(mdlp, importer), mdlpClient(mdlp, distributor)] as const);

describe('the MDLP sandbox', () => {
  test('follows packs from a line abroad to a distributor, and tells each side what the other did', async () => {
    await open();
    const [abroad, home_, shop_] = await open3();
    await bringPacksIn(abroad, home_);
    const { result } = await home_.send(shipped(home, shop, union(`<sscc_detail>${ssccs(sscc)}</sscc_detail>`)));
    expect([result, ...packs.map(mdlp.stateOf)]).toEqual(['Accepted', ...packs.map(() => 'transfered_to_owner')]);
    const [notice] = await shop_.income();
    expect(notice).toMatchObject({ doc_type: 601, sender: home, receiver: shop, doc_status: 'PROCESSED_DOCUMENT' });
    const { body } = await shop_.as('GET', `documents/download/${notice.document_id}`);
    expect((await shop_.call('GET', body.link)).text).toContain('<move_order_notification action_id="601">');
    expect((await shop_.send(accepted(shop, home, ssccs(sscc)))).result).toBe('Accepted');
    const info = (await shop_.as('GET', `reestr/sgtin/${packs[0]}`)).body.sgtin_info;
    expect(info).toMatchObject({ status: 'in_circulation', branch_id: shop, batch: 'L1', pack3_id: sscc });
    expect((await home_.as('GET', `reestr/sgtin/${packs[0]}`)).status).toBe(404);
    const types = async (client: MdlpClient) =>
      (await client.income()).map((one: { doc_type: number }) => one.doc_type);
    expect([await types(abroad), await types(home_), await types(shop_)]).toEqual([[614], [613, 607], [601]]);
  });

  test('takes goods back on refusal by either side, and in the reverse order from the receiver first', async () => {
    await open();
    const [abroad, home_, shop_] = await open3();
    await bringPacksIn(abroad, home_);
    const goods = union(`<sscc_detail>${ssccs(sscc)}</sscc_detail>`);
    const refusal = (type: number, root: string, from: string, name: string, to: string) =>
      mdlpDocument(type, root, {
        subject_id: from,
        operation_date: date,
        [name]: to,
        reason: 'wrong goods',
        order_details: ssccs(sscc),
      });
    await home_.send(shipped(home, shop, goods));
    expect((await shop_.send(refusal(252, 'refusal_receiver', shop, 'shipper_id', home))).result).toBe('Accepted');
    await home_.send(shipped(home, shop, goods));
    expect((await home_.send(refusal(251, 'refusal_sender', home, 'receiver_id', shop))).result).toBe('Accepted');
    expect(packs.map(mdlp.stateOf)).toEqual(packs.map(() => 'in_circulation'));
    const came = mdlpDocument(416, 'receive_order', {
      ...{ subject_id: shop, shipper_id: home, operation_date: date, ...paper },
      ...{ receive_type: '1', source: '1', contract_type: '1', order_details: goods + union(sgtins(sgtinOf(9))) },
    });
    expect(await shop_.send(came)).toMatchObject({ result: 'Partial', errors: [`UNKNOWN_SGTIN ${sgtinOf(9)}`] });
    expect((await home_.send(accepted(home, shop, ssccs(sscc)))).result).toBe('Accepted');
    expect((await shop_.as('GET', `reestr/sgtin/${packs[0]}`)).body.sgtin_info.branch_id).toBe(shop);
    const types = async (client: MdlpClient) =>
      (await client.income()).map((one: { doc_type: number }) => one.doc_type);
    expect([await types(home_), await types(shop_)]).toEqual([
      [613, 606, 602, 617],
      [601, 601, 605, 607],
    ]);
  });

  test('tells that a document is in work until its time has come, and answers the same request with the same document', async () => {
    await open({ delayMs: 60_000 });
    const client = await mdlpClient(mdlp, maker);
    const requestId = randomUUID();
    const { body } = await client.post(madeHere(packs), requestId);
    const again = await client.post(madeHere(packs), requestId);
    expect(again.body).toEqual(body);
    expect((await client.post(madeHere([sgtinOf(7)]), requestId)).status).toBe(409);
    const status = async () => (await client.as('GET', `documents/request/${requestId}`)).body.documents[0].doc_status;
    expect([await status(), (await client.as('GET', `documents/${body.document_id}/ticket`)).status]).toEqual([
      'PROCESSING_DOCUMENT',
      404,
    ]);
    ms += 40_000;
    expect(await status()).toBe('CORE_PROCESSING_DOCUMENT');
    ms += 20_000;
    expect(await status()).toBe('PROCESSED_DOCUMENT');
    expect(await client.ticket(body.document_id)).toContain('<operation_result>Accepted</operation_result>');
    const outcome = await client.as('POST', 'documents/outcome', {
      filter: { doc_type: 10311 },
      start_from: 0,
      count: 5,
    });
    expect(outcome.body).toMatchObject({ total: 1, documents: [{ request_id: requestId, sender: plant }] });
  });

  test('takes a large document by a link, and only what was announced', async () => {
    await open();
    const client = await mdlpClient(mdlp, maker);
    const list = Array.from({ length: 100 }, (_, n) => sgtinOf(n));
    const xml = madeHere(list);
    expect((await client.post(xml.padEnd(1024 * 1024 + 1))).status).toBe(413);
    const hash_sum = createHash('sha256').update(xml).digest('hex');
    const { body } = await client.as('POST', 'documents/send_large', {
      sign: 'c2lnbg==',
      hash_sum,
      request_id: randomUUID(),
    });
    const finish = () => client.as('POST', 'documents/send_finished', { document_id: body.document_id });
    await client.call('PUT', body.link, xml.slice(1));
    expect((await finish()).status).toBe(400);
    await client.call('PUT', body.link, xml);
    expect((await finish()).status).toBe(200);
    expect(await client.ticket(body.document_id)).toContain('Accepted');
    const found = await client.as('POST', 'reestr/sgtin/filter', {
      filter: { batch: 'L1' },
      start_from: 99,
      count: 5,
    });
    expect(found.body).toMatchObject({ total: 100, entries: [{ sgtin: list.at(-1), status: 'marked' }] });
  });

  test('lets nobody in with a token that has expired, and answers too many calls of a method with 429', async () => {
    await open({ throttled: true, tokenMinutes: 30 });
    const client = await mdlpClient(mdlp, maker);
    const list = { filter: { sgtins: packs } };
    const ask = async () => (await client.as('POST', 'reestr/sgtin/sgtins-by-list', list)).status;
    expect([await ask(), await ask()]).toEqual([200, 429]);
    ms += 5_000;
    expect(await ask()).toBe(200);
    expect((await turn({ do: 'throttle', on: '*', ms: 0 })).status).toBe(200);
    expect([await ask(), await ask()]).toEqual([200, 200]);
    ms += 31 * 60_000;
    expect(await client.as('GET', 'members/current')).toMatchObject({
      status: 401,
      body: { error_description: 'Access token expired' },
    });
    expect((await client.as('GET', 'nothing')).body).toMatchObject({ status: 404, path: '/api/v1/nothing' });
    await client.signIn();
    expect((await client.as('POST', 'documents/income', {})).body).toMatchObject({ success: false });
  });

  test('knows after a restart what it knew, and what it had not yet worked off', async () => {
    const folder = temporaryFolder();
    await open({ dataDir: folder.path, delayMs: 1_000 });
    const before = await mdlpClient(mdlp, maker);
    await before.post(madeHere(packs));
    ms += 1_000;
    const { body } = await before.post(released(plant, sgtins(...packs), 313, 'register_product_emission'));
    await turn({ do: 'clock', aheadSeconds: 86_400 });
    await mdlp.close();
    // As a power cut leaves it in the middle of a line.
    appendFileSync(join(folder.path, 'mdlp.jsonl'), '{"kind":"received","id":"0');
    await open({ dataDir: folder.path });
    const client = await mdlpClient(mdlp, maker);
    expect(await client.ticket(body.document_id)).toContain('Accepted');
    expect(packs.map(mdlp.stateOf)).toEqual(packs.map(() => 'in_circulation'));
    expect((await turn({ do: 'forget', sgtins: [sgtinOf(8)] })).body).toMatchObject({ at: '/sgtins/0' });
    await turn({ do: 'forget', sgtins: packs.slice(0, 1) });
    const known = { do: 'load', subject: plant, gtin: demoGtin, series: 'L1', expiry: '28.02.2028' };
    for (const subject of ['00000000999999', 'acme'])
      expect((await turn({ ...known, sgtins: [sgtinOf(9)], subject })).body).toMatchObject({
        at: '/subject',
        remedy: expect.stringContaining(plant),
      });
    expect((await turn({ ...known, sgtins: ['9'] })).body).toMatchObject({
      detail: expect.stringContaining('14 digits of the GTIN'),
    });
    expect((await turn({ ...known, sgtins: packs.slice(1) })).body).toMatchObject({ at: '/sgtins' });
    expect((await turn({ ...known, sgtins: [sgtinOf(9)] })).status).toBe(200);
    await mdlp.close();
    await open({ dataDir: folder.path });
    expect(mdlp.stateOf(sgtinOf(9))).toBe('marked');
    expect(packs.map(mdlp.stateOf)).toEqual(['forgotten', 'in_circulation', 'in_circulation']);
    folder.remove();
  });

  test('misbehaves by plan: a result that is lost comes when the document is sent again', async () => {
    await open();
    const client = await mdlpClient(mdlp, maker);
    await turn({
      do: 'faults',
      faults: [
        { on: 'send', kind: 'lost-result', from: 1, count: 1 },
        { on: 'send', kind: 'no-answer', from: 2, count: 1 },
      ],
    });
    const requestId = randomUUID();
    const { body } = await client.post(madeHere(packs), requestId);
    expect(await client.ticket(body.document_id)).toBe('');
    await expect(client.post(madeHere(packs), requestId)).rejects.toThrow();
    expect(await client.ticket(body.document_id)).toContain('Accepted');
    expect(
      (await turn({ do: 'faults', faults: [{ on: 'income', kind: 'lost-result', from: 1, count: 1 }] })).status,
    ).toBe(400);
  });

  test('shows what is in a container and what that is in', async () => {
    await open();
    const client = await mdlpClient(mdlp, maker);
    await client.send(madeHere(packs));
    const pack = (into: string, content: string) =>
      client.send(mdlpDocument(911, 'unit_pack', { subject_id: plant, sscc: into, operation_date: date, content }));
    await pack(sscc, sgtins(...packs));
    expect((await pack(pallet, ssccs(sscc))).result).toBe('Accepted');
    const whole = await client.as('GET', `reestr/sscc/${sscc}/full-hierarchy`);
    expect(whole.body).toMatchObject({
      up: { sscc: pallet, childs: [{ sscc }] },
      down: { sscc, childs: [{}, {}, { sgtin: packs[0] }] },
    });
    expect((await client.as('GET', `reestr/sscc/${sscc}/hierarchy`)).body).toMatchObject({
      up: [{ sscc: pallet }],
      down: [],
    });
    const inside = await client.as('POST', `reestr/sscc/${pallet}/sgtins`, { start_from: 0, count: 2 });
    expect([inside.body.total, inside.body.entries.length]).toEqual([3, 2]);
    const moved = mdlpDocument(431, 'move_place', {
      subject_id: home,
      receiver_id: second,
      operation_date: date,
      ...paper,
      order_details: ssccs(sscc),
    });
    expect(await client.send(moved)).toMatchObject({ result: 'Rejected', errors: ['NOT_YOUR_SUBJECT'] });
  });
});
