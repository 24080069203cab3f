import {
  demoGtin,
  distributor,
  holder,
  importer,
  type MdlpClient,
  maker,
  mdlpDocument,
  sgtinOf,
  sgtins,
  ssccOf,
  ssccs,
} from './mdlp-client.ts';

export const date = '2026-03-02T12:30:00+03:00';
export const paper = { doc_num: 'TN-1', doc_date: '02.03.2026' };
const release = '<doc_date>02.03.2026</doc_date><confirmation_num>C-1</confirmation_num>';
export const [home = '', second = ''] = importer.places;
export const [shop = ''] = distributor.places;
export const [plant = ''] = maker.places;
/** Three packs, a case and a pallet. */
export const sscc = ssccOf(1);
export const pallet = ssccOf(2);
export const packs = [1, 2, 3].map((n) => sgtinOf(n));
const device = '<device_id>0000000000000001</device_id><skzkm_origin_msg_id>m</skzkm_origin_msg_id>';

export const packed = (list: readonly string[]) =>
  mdlpDocument(10319, 'skzkm_foreign_emission', {
    subject_id: holder.systemId,
    operation_date: date,
    packing_id: holder.systemId,
    series_number: 'L1',
    expiration_date: '28.02.2028',
    gtin: demoGtin,
    signs: sgtins(...list),
    device_info: device,
  });
export const madeHere = (list: readonly string[], series = 'L1') =>
  mdlpDocument(10311, 'skzkm_register_end_packing', {
    subject_id: plant,
    operation_date: date,
    order_type: '1',
    series_number: series,
    expiration_date: '28.02.2028',
    gtin: demoGtin,
    signs: sgtins(...list),
    device_info: device,
  });
export const released = (place: string, signs: string, type = 342, root = 'release_in_circulation') =>
  mdlpDocument(type, root, { subject_id: place, operation_date: date, release_info: release, signs });
export const shipped = (from: string, to: string, details: string) =>
  mdlpDocument(415, 'move_order', {
    ...{ subject_id: from, receiver_id: to, operation_date: date, ...paper },
    ...{ turnover_type: '1', source: '1', contract_type: '1', order_details: details },
  });
export const union = (goods: string) => `<union>${goods}<cost>1100.00</cost><vat_value>100.00</vat_value></union>`;
export const accepted = (subject: string, other: string, goods: string) =>
  mdlpDocument(701, 'accept', {
    ...{ subject_id: subject, counterparty_id: other, operation_date: date, order_details: goods },
  });

/** Packs in a case, from the line abroad into circulation in Russia: who says so, what the packs are then, and the document. */
export function bringIn(abroad: MdlpClient, home_: MdlpClient): readonly [MdlpClient, string, string][] {
  const foreign = { operation_date: date, contract_type: '1', ...paper, order_details: ssccs(sscc) };
  const customs =
    '<customs_code>10113100</customs_code><registration_date>02.03.2026</registration_date><gtd_number>0001234</gtd_number>';
  const worth = `<union><sscc_detail>${ssccs(sscc)}</sscc_detail><customs_value>90.00</customs_value></union>`;
  return [
    [abroad, 'marked', packed(packs)],
    [
      abroad,
      'marked',
      mdlpDocument(911, 'unit_pack', {
        subject_id: holder.systemId,
        sscc,
        operation_date: date,
        content: sgtins(...packs),
      }),
    ],
    [
      abroad,
      'shipped',
      mdlpDocument(331, 'foreign_shipment', {
        subject_id: holder.systemId,
        receiver_id: importer.systemId,
        custom_receiver_id: importer.systemId,
        ...foreign,
      }),
    ],
    [
      home_,
      'arrived',
      mdlpDocument(332, 'foreign_import', {
        subject_id: importer.systemId,
        shipper_id: holder.systemId,
        custom_receiver_id: importer.systemId,
        ...foreign,
      }),
    ],
    [
      home_,
      'declared',
      mdlpDocument(335, 'fts_data', {
        subject_id: importer.systemId,
        operation_date: date,
        fts_info: customs,
        custom_procedure_code: '40',
        order_details: worth,
      }),
    ],
    [home_, 'in_circulation', released(home, ssccs(sscc))],
  ];
}
