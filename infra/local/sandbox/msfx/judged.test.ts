import { afterEach, expect, test } from 'vitest';
import {
  bill,
  bills,
  box,
  file,
  files,
  full,
  pack,
  relation,
  resultOf,
  type Said,
  start,
  stopAll,
} from '../../../../test/kit/msfx-client.ts';

afterEach(stopAll);

test.each<[string, string, string]>([
  ['a product that is not known', file(full(0), { productCode: '8111111' }), 'UNKNOWN_PRODUCT'],
  ['a variant of another product', file(full(0), { subTypeNo: '1' }), 'UNKNOWN_SUBTYPE'],
  [
    'another ratio',
    file(
      [
        { code: box(0), layer: 2 },
        { code: pack(0), layer: 1, parent: box(0) },
      ],
      { cascade: '1:1' },
    ),
    'LAYER_COUNT',
  ],
  ['a full case of four', file(full(0).slice(0, 5)), 'LAYER_COUNT'],
  ['a code of another firm', file([{ code: '82222220000000000000', layer: 1 }], { cascade: '1' }), 'CODE_NOT_ISSUED'],
  ['a code twice', file([...full(0), ...full(0).slice(1, 2)]), 'CODE_DUPLICATE'],
  ['days the wrong way round', file(full(0), { madeDate: '2029-01-01' }), 'BAD_DATES'],
  ['19 digits', file([{ code: '8199999000000000000', layer: 1 }], { cascade: '1' }), 'BAD_FILE'],
  ['no parent', file([{ code: pack(0), layer: 1 }]), 'BAD_FILE'],
  ['no XML', 'hello', 'BAD_FILE'],
])('a file of %s is taken, and fails', async (_, xml, code) => {
  const sandbox = await start();
  expect(resultOf(await relation(sandbox, 'f.xml', xml)).response_success).toBe(true);
  const { result_list: list } = await files(sandbox);
  expect(list).toMatchObject([{ process_flag: '4', msg: expect.stringContaining(code) }]);
  expect(sandbox.codes()).toBe(0);
});

test.each<[string, number, readonly string[], Said, string]>([
  ['an account as a party', 201, [box(0)], { to_user_id: 'ref0002' }, 'REF_ENT_ID'],
  ['a party that is not known', 201, [box(0)], { to_user_id: 'ent9' }, 'UNKNOWN_ENTERPRISE'],
  ['goods of somebody else', 201, [box(0)], { from_user_id: 'ent0002' }, 'UNKNOWN_ENTERPRISE'],
  ['codes that nobody has told', 201, [box(9)], { to_user_id: 'ent0002' }, 'CODE_NOT_ACTIVE'],
  ['codes that are in no stock yet', 201, [box(1)], { to_user_id: 'ent0002' }, 'CODE_NOT_ACTIVE'],
  ['goods that nobody sent', 102, [box(0)], { from_user_id: 'ent0002' }, 'CODE_NOT_ACTIVE'],
  ['special drugs that are none', 206, [box(0)], { physic_type: '2' }, 'PHYSIC_TYPE'],
  ['a number that was given', 206, [box(0)], { bill_code: 'P1' }, 'BILL_CODE_EXISTS'],
])('a bill of %s is taken, and fails', async (_, type, codes, own, reason) => {
  const sandbox = await start();
  await relation(sandbox, 'f.xml', file([...full(0), ...full(1)]));
  await bill(sandbox, 'P1', 101, [box(0)]);
  expect(resultOf(await bill(sandbox, 'B1', type, codes, own)).response_success).toBe(true);
  const { result_list: list } = await bills(sandbox);
  expect(list[0]).toMatchObject({ deal_status: '4', msg: expect.stringContaining(reason) });
});
