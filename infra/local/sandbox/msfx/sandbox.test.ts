import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import {
  asBuyer,
  bill,
  bills,
  box,
  call,
  clock,
  file,
  files,
  full,
  pack,
  relation,
  resultOf,
  type Said,
  start,
  states,
  stopAll,
} from '../../../../test/kit/msfx-client.ts';

afterEach(stopAll);

describe('the gate', () => {
  test.each<[string, Said, number]>([
    ['without an application', { app_key: '' }, 28],
    ['of an application that is not known', { app_key: '1' }, 29],
    ['with a signature of something else', { sign: 'A'.repeat(32) }, 25],
    ['made a day ago', { timestamp: '2026-03-01 09:30:00' }, 31],
    ['under a session that is over', { session: 'old' }, 27],
    ['of a method that is not there', { method: 'taobao.user.get' }, 22],
  ])('turns a call %s away', async (_, wrong, code) => {
    const sandbox = await start();
    expect(await call(sandbox, 'getentinfo', { ref_ent_id: 'ref0001' }, wrong)).toMatchObject({
      error_response: { code },
    });
  });

  test.each(['md5', 'hmac', 'hmac-sha256'])('takes signatures by %s', async (sign_method) => {
    const sandbox = await start();
    const told = await call(
      sandbox,
      'getentinfo',
      { ref_ent_id: 'ref0001', ent_name: 'Great Wall Wholesale' },
      { sign_method },
    );
    expect(resultOf(told).model).toEqual({ ent_name: 'Great Wall Wholesale', ent_id: 'ent0002' });
  });

  test('turns away what is too much for it', async () => {
    const sandbox = await start({ limit: { calls: 2, seconds: 60 } });
    const ask = () => call(sandbox, 'getentinfo', { ref_ent_id: 'ref0001', ent_name: 'Acme Pharma' });
    await ask();
    await ask();
    expect(await ask()).toMatchObject({ error_response: { code: 7 } });
  });
});

test('goods go from production to the buyer, who finds the bill among those addressed to it', async () => {
  const sandbox = await start();
  await relation(sandbox, 'f1.xml', file([...full(0), ...full(1)]));
  expect((await files(sandbox)).result_list).toMatchObject([
    { upload_file_name: 'f1.xml', process_flag: '3', code_num: 12 },
  ]);
  expect(await states(sandbox, [box(0), pack(0), pack(99)])).toEqual(['A', 'A', 'E']);
  await bill(sandbox, 'P1', 101, [box(0), box(1)]);
  await bill(sandbox, 'S1', 201, [box(0)], { to_user_id: 'ent0002' });
  expect((await bills(sandbox)).result_list.map(({ deal_status: status }) => status)).toEqual(['3', '3']);
  expect(await states(sandbox, [box(0), pack(4), box(1)])).toEqual(['O', 'O', 'I']);
  const addressed = await call(sandbox, 'listupout', { ref_ent_id: 'ref0002' }, asBuyer);
  expect(resultOf(addressed).model.result_list).toMatchObject([
    { bill_code: 'S1', bill_type: 201, from_user_id: 'ent0001' },
  ]);
  await bill(sandbox, 'R1', 102, [box(0)], { ref_user_id: 'ref0002', to_user_id: 'ent0002' }, asBuyer);
  expect((await bills(sandbox, 'ref0002', asBuyer)).result_list).toMatchObject([{ bill_code: 'R1', deal_status: '3' }]);
  expect(await states(sandbox, [box(0)])).toEqual(['I']);
});

test('packs that were told alone are put into a case later, once', async () => {
  const sandbox = await start();
  const [, ...packs] = full(0);
  await relation(
    sandbox,
    'a.xml',
    file(
      packs.map(({ code }) => ({ code, layer: 1 })),
      { cascade: '1' },
    ),
  );
  await relation(sandbox, 'b.xml', file(full(0)));
  await relation(
    sandbox,
    'c.xml',
    file([{ code: box(7), layer: 2 }, ...packs.map((row) => ({ ...row, parent: box(7) }))]),
  );
  expect((await files(sandbox)).result_list).toMatchObject([
    { upload_file_name: 'c.xml', process_flag: '4', error_list: [{ reason: 'CODE_DUPLICATE' }, {}, {}, {}, {}] },
    { upload_file_name: 'b.xml', process_flag: '3' },
    { upload_file_name: 'a.xml', process_flag: '3' },
  ]);
  const about = await call(sandbox, 'singlerelation', { ref_ent_id: 'ref0001', code: pack(0) });
  expect(resultOf(about).model).toMatchObject({ parent_code: box(0), child_codes: [] });
});

test('what of a bill can move moves, the rest is named', async () => {
  const sandbox = await start();
  await relation(sandbox, 'f.xml', file([...full(0), ...full(1)]));
  await bill(sandbox, 'P1', 101, [box(0), box(5)]);
  expect((await bills(sandbox)).result_list).toMatchObject([
    { deal_status: '3', error_list: [{ code: box(5), reason: 'CODE_NOT_ACTIVE' }] },
  ]);
});

test('3,500 codes are too many for a bill, 4,001 for a question', async () => {
  const sandbox = await start();
  const codes = Array.from({ length: 4_001 }, (_, i) => pack(i));
  expect(resultOf(await bill(sandbox, 'B', 206, codes.slice(0, 3_500)))).toMatchObject({ msg_code: 'TOO_MANY_CODES' });
  expect(resultOf(await bill(sandbox, 'B', 206, codes.slice(0, 3_499))).response_success).toBe(true);
  const asked = await call(sandbox, 'querycodeactive', { ref_ent_id: 'ref0001', codes: codes.join(',') });
  expect(resultOf(asked)).toMatchObject({ response_success: false, msg_code: 'TOO_MANY_CODES' });
});

test('results come when they are due, and later than those of others where that is rehearsed', async () => {
  const sandbox = await start({
    answerDelayMs: 5_000,
    faults: [
      { on: 'uploadrelation', kind: 'out-of-order', from: 1, count: 1 },
      { on: 'uploadrelation', kind: 'lost-result', from: 3, count: 1 },
    ],
  });
  const flags = async () => (await files(sandbox)).result_list.map(({ process_flag: flag }) => flag);
  const before = clock.ms;
  for (const number of [0, 1, 2]) await relation(sandbox, `${number}.xml`, file(full(number)));
  expect(await flags()).toEqual(['1', '1']);
  clock.ms += 5_000;
  expect(await flags()).toEqual(['3', '1']);
  clock.ms += 60_000;
  await relation(sandbox, '2.xml', file(full(2)));
  expect(await flags()).toEqual(['3', '3', '3']);
  clock.ms = before;
});

test('a damaged code’s place is taken by another one', async () => {
  const sandbox = await start();
  await relation(sandbox, 'f.xml', file(full(0)));
  const swap = (by: string) =>
    call(sandbox, 'scqy.codereplace', { ref_ent_id: 'ref0001', old_code: pack(0), new_code: by });
  expect(resultOf(await swap(pack(1)))).toMatchObject({ response_success: false, msg_code: 'CODE_DUPLICATE' });
  expect(resultOf(await swap(pack(50)))).toMatchObject({ response_success: true });
  expect(await states(sandbox, [pack(0), pack(50)])).toEqual(['C', 'A']);
  const about = await call(sandbox, 'singlerelation', { ref_ent_id: 'ref0001', code: pack(50) });
  expect(resultOf(about).model).toMatchObject({ parent_code: box(0) });
});

test('a platform that was restarted knows what it knew', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'msfx-'));
  const first = await start({ dataDir });
  await relation(first, 'f.xml', file(full(0)));
  await bill(first, 'P1', 101, [box(0)]);
  const turned = await fetch(`${first.url}/v1/sandbox`, {
    method: 'POST',
    body: JSON.stringify({ do: 'product', productCode: '8222222', refEntId: 'ref0001', subTypes: { '1': '1:2' } }),
  });
  expect(turned.status).toBe(200);
  const asked = [await files(first), await bills(first), await states(first, [box(0)])];
  await first.close();
  const second = await start({ dataDir });
  expect([await files(second), await bills(second), await states(second, [box(0)])]).toEqual(asked);
  await relation(
    second,
    'g.xml',
    file([{ code: '82222220000000000000', layer: 1 }], { productCode: '8222222', subTypeNo: '1', cascade: '1' }),
  );
  expect((await files(second)).result_list[0]).toMatchObject({ process_flag: '3' });
  rmSync(dataDir, { recursive: true });
});
