import { either, goods, group, many, maybe, one, orNone, priced, sgtin, sscc } from './grammar.ts';
import type { Kind } from './kind.ts';
import { at, byAny, byFirm, byPlace } from './parts.ts';

const paper = [one('doc_num', 'number'), one('doc_date', 'day')];
const contract = [
  maybe('contract_num', 'number'),
  maybe('contract_gos_num', 'number'),
  maybe('contract_gos_date', 'day'),
];
const costs = [one('cost', 'price'), one('vat_value', 'price')];
const certified = orNone(
  group('confnum_info', one('confirm_doc', 'confirmation'), one('doc_date', 'day'), one('doc_num', 'number')),
);
const release = group(
  'release_info',
  one('doc_date', 'day'),
  maybe('doc_num', 'number'),
  one('confirmation_num', 'number'),
);
const firm = either(
  { name: 'ul', parts: [one('inn', 'innOfCompany'), one('kpp', 'kpp')] },
  { name: 'fl', parts: [one('inn', 'innOfPerson')] },
);
const abroad = [
  one('custom_receiver_id', 'guid'),
  at,
  one('contract_type', 'foreignContract'),
  ...paper,
  goods('order_details'),
];

/** Documents by which packs change state or hands. */
export const movementKinds: readonly Kind[] = [
  {
    type: 250,
    root: 'recall',
    parts: [byAny, at, one('operation_id', 'number'), one('recall_action_id', 'recalled'), maybe('reason', 'reason')],
  },
  {
    type: 251,
    root: 'refusal_sender',
    parts: [
      byAny,
      at,
      one('receiver_id', 'subject'),
      one('reason', 'longReason'),
      maybe('confirm_paused', 'yesNo'),
      goods('order_details'),
    ],
  },
  {
    type: 252,
    root: 'refusal_receiver',
    parts: [
      byAny,
      at,
      one('shipper_id', 'subject'),
      one('reason', 'longReason'),
      maybe('confirm_paused', 'yesNo'),
      goods('order_details'),
    ],
  },
  { type: 313, root: 'register_product_emission', parts: [byPlace, at, release, goods('signs')] },
  {
    type: 331,
    root: 'foreign_shipment',
    parts: [byFirm, maybe('seller_id', 'guid'), one('receiver_id', 'guid'), ...abroad],
  },
  {
    type: 332,
    root: 'foreign_import',
    parts: [byFirm, maybe('seller_id', 'guid'), one('shipper_id', 'guid'), ...abroad],
  },
  {
    type: 335,
    root: 'fts_data',
    parts: [
      byFirm,
      at,
      group(
        'fts_info',
        one('customs_code', 'customs'),
        one('registration_date', 'day'),
        one('gtd_number', 'declaration'),
      ),
      one('custom_procedure_code', 'procedure'),
      maybe('export_country_code', 'country'),
      priced(one('customs_value', 'price'), certified),
    ],
  },
  { type: 342, root: 'release_in_circulation', parts: [byPlace, at, release, goods('signs')] },
  {
    type: 351,
    root: 'change_owner',
    parts: [byFirm, one('receiver_id', 'guid'), at, ...paper, goods('order_details')],
  },
  {
    type: 381,
    root: 'move_owner',
    parts: [byPlace, one('owner_id', 'place'), at, ...paper.toReversed(), goods('order_details')],
  },
  {
    type: 415,
    root: 'move_order',
    parts: [
      byPlace,
      one('receiver_id', 'place'),
      at,
      ...paper,
      one('turnover_type', 'turnover'),
      one('source', 'source'),
      one('contract_type', 'contract'),
      ...contract,
      priced(...costs),
    ],
  },
  {
    type: 416,
    root: 'receive_order',
    parts: [
      byPlace,
      one('shipper_id', 'place'),
      at,
      ...paper,
      one('receive_type', 'received'),
      one('source', 'source'),
      one('contract_type', 'contract'),
      ...contract,
      priced(...costs),
    ],
  },
  {
    type: 431,
    root: 'move_place',
    parts: [byPlace, one('receiver_id', 'place'), at, ...paper, goods('order_details')],
  },
  {
    type: 541,
    root: 'move_destruction',
    parts: [
      byPlace,
      at,
      group('destruction_org', one('fias_addr', 'guid'), firm),
      ...paper,
      one('act_number', 'number'),
      one('act_date', 'day'),
      group(
        'order_details',
        many(25_000, {
          name: 'detail',
          parts: [
            either(sgtin, sscc),
            maybe('decision', 'number'),
            one('destruction_type', 'destruction'),
            maybe('reason_for_destruction', 'destructionReason'),
          ],
        }),
      ),
    ],
  },
  {
    type: 542,
    root: 'destruction',
    parts: [
      byPlace,
      at,
      one('destruction_method', 'method'),
      group('destruction_org', firm),
      ...paper,
      goods('order_details'),
    ],
  },
  {
    type: 552,
    root: 'withdrawal',
    parts: [
      byAny,
      at,
      ...paper.map(orNone),
      one('withdrawal_type', 'withdrawal'),
      maybe('export_country_code', 'country'),
      group('order_details', many(25_000, { ...sgtin, attributes: { withdrawal_part: 'part' } }, sscc)),
    ],
  },
  {
    type: 701,
    root: 'accept',
    parts: [byAny, one('counterparty_id', 'subject'), at, maybe('confirm_paused', 'yesNo'), goods('order_details')],
  },
  {
    type: 702,
    root: 'posting',
    parts: [
      byPlace,
      orNone(group('shipper_info', one('inn', 'inn'), maybe('kpp', 'kpp'))),
      maybe('shipper_id', 'place'),
      at,
      ...paper,
      maybe('receive_type', 'posted'),
      one('contract_type', 'contract'),
      one('source', 'source'),
      ...contract,
      priced(...costs),
    ],
  },
];
