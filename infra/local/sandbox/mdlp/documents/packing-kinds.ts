import { either, goods, group, many, maybe, one, type Part, sgtin, sscc } from './grammar.ts';
import type { Kind } from './kind.ts';
import { at, byAny, byFirm, byPlace } from './parts.ts';

const device = group(
  'device_info',
  one('device_id', 'device'),
  one('skzkm_origin_msg_id', 'message'),
  maybe('skzkm_report_id', 'message'),
);
const codes = (name: string, most: number) => group(name, many(most, sgtin));
const product = [one('series_number', 'series'), one('expiration_date', 'day'), one('gtin', 'gtin')];
const packed = (content: Part) =>
  many(Number.POSITIVE_INFINITY, { name: 'detail', parts: [either(sscc), group('content', content)] });
const anyNumber = Number.POSITIVE_INFINITY;

/** Documents by which codes come to packs, and packs into containers. */
export const packingKinds: readonly Kind[] = [
  { type: 911, root: 'unit_pack', parts: [byAny, either({ ...sscc, key: 'packed' }), at, goods('content')] },
  { type: 912, root: 'unit_unpack', parts: [byAny, at, many(1_500, sscc), maybe('is_recursive', 'onlyTrue')] },
  { type: 913, root: 'unit_extract', parts: [byAny, at, goods('content')] },
  { type: 914, root: 'unit_append', parts: [byAny, at, either({ ...sscc, key: 'packed' }), goods('content')] },
  {
    type: 915,
    root: 'multi_pack',
    parts: [
      byAny,
      at,
      either(
        { name: 'by_sgtin', parts: [packed(many(anyNumber, sgtin))] },
        { name: 'by_sscc', parts: [packed(many(anyNumber, sscc))] },
      ),
    ],
  },
  {
    type: 916,
    root: 'multi_unit_append',
    parts: [byAny, at, group('info_append', packed(many(anyNumber, sgtin, sscc)))],
  },
  {
    type: 10300,
    root: 'code_emission',
    parts: [
      byFirm,
      at,
      maybe('oms_id', 'guid'),
      one('oms_order_id', 'guid'),
      one('gtin', 'gtin'),
      codes('signs', 150_000),
    ],
  },
  {
    type: 10305,
    root: 'skzkm_report_of_dropout',
    parts: [
      byFirm,
      at,
      one('oms_id', 'guid'),
      one('oms_order_id', 'guid'),
      one('dropout_reason', 'dropped'),
      codes('order_details', 25_000),
      device,
    ],
  },
  {
    type: 10311,
    root: 'skzkm_register_end_packing',
    parts: [
      byPlace,
      at,
      one('order_type', 'orderType'),
      maybe('owner_id', 'guid'),
      ...product,
      codes('signs', 30_000),
      device,
    ],
  },
  {
    type: 10319,
    root: 'skzkm_foreign_emission',
    parts: [
      byFirm,
      at,
      one('packing_id', 'guid'),
      maybe('control_id', 'guid'),
      maybe('custom_receiver_id', 'guid'),
      ...product,
      codes('signs', 30_000),
      device,
    ],
  },
];
