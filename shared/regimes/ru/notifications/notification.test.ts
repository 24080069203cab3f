import { expect, test } from 'vitest';
import { isRefusal } from '../../../refusal.ts';
import { readNotification } from './notification.ts';

const document = (inside: string) => `<documents version="1.38">${inside}</documents>`;
const sides = '<subject_id>00000000100001</subject_id><receiver_id>00000000200002</receiver_id>';
const shipped = document(
  `<move_order_notification action_id="601">${sides}<operation_date>2026-03-02T12:30:00+03:00</operation_date>` +
    '<doc_num>TN-417</doc_num><doc_date>02.03.2026</doc_date><turnover_type>1</turnover_type><source>1</source>' +
    '<contract_type>1</contract_type><order_details><union><sgtin>09521234561019SpVN7QpfUpXsU</sgtin>' +
    '<cost>1100.00</cost><vat_value>100.00</vat_value></union><union><sscc_detail><sscc>095212343558386554</sscc><detail>' +
    '<gtin>09521234561019</gtin><series_number>L1</series_number><cost>5</cost><vat_value>1</vat_value></detail></sscc_detail>' +
    '<cost>5</cost><vat_value>1</vat_value></union></order_details></move_order_notification>',
);

test('a shipment to us tells who sent what for how much', () =>
  expect(readNotification(shipped)).toEqual({
    document: 601,
    mirrors: 415,
    act: 'somebody sent goods to you',
    by: '00000000100001',
    to: '00000000200002',
    at: '2026-03-02T12:30:00+03:00',
    paper: { number: 'TN-417', date: '02.03.2026' },
    items: [
      { code: { gtin: '09521234561019', serial: 'SpVN7QpfUpXsU' }, cost: '1100.00', vat: '100.00', inside: [] },
      {
        code: { sscc: '095212343558386554' },
        cost: '5',
        vat: '1',
        inside: [{ gtin: '09521234561019', lot: 'L1', cost: '5', vat: '1' }],
      },
    ],
    errors: [],
  }));

test('errors of a receipt tell what does not fit', () => {
  const errors = '<errors><error_code>7</error_code><error_desc>not his</error_desc><object_id>X</object_id></errors>';
  const told = readNotification(
    document(
      '<receive_order_errors_notification action_id="617"><subject_id>00000000100001</subject_id><shipper_id>00000000200002</shipper_id>' +
        `<operation_date>2026-03-02T12:30:00Z</operation_date><order_details>${errors}</order_details></receive_order_errors_notification>`,
    ),
  );
  expect(told).toMatchObject({ mirrors: 416, items: [], errors: [{ code: '7', detail: 'not his', object: 'X' }] });
});

test.each([
  ['of a place of 13 digits', shipped.replace('00000000100001', '0000000010000')],
  ['with a pack twice', shipped.replace(/<union>.*?<\/union>/, (one) => one + one)],
  ['of a kind that is none', shipped.replaceAll('move_order_notification', 'move_order')],
])('a notification %s is refused', (_, xml) => expect(isRefusal(readNotification(xml))).toBe(true));
