import type { Node } from '../mdlp/documents/read-xml.ts';
import { branch, documentOf, leaf, listOf, writeXml } from '../mdlp/documents/write-xml.ts';

const sgtins = (name: string, list: readonly string[]): Node =>
  listOf(
    name,
    list.map((sgtin) => leaf('sgtin', sgtin)),
  );

const momentOf = (at: number) => new Date(at).toISOString();

interface Of {
  readonly systemId: string;
  readonly omsId: string;
  readonly orderId: string;
  readonly at: number;
}

/** 10300: codes were emitted. */
export const emissionDocument = ({ systemId, omsId, orderId, at }: Of, gtin: string, list: readonly string[]): string =>
  writeXml(
    documentOf(
      10300,
      'code_emission',
      leaf('subject_id', systemId),
      leaf('operation_date', momentOf(at)),
      leaf('oms_id', omsId),
      leaf('oms_order_id', orderId),
      leaf('gtin', gtin),
      sgtins('signs', list),
    ),
  );

/** 10305: codes were written off, because the order was closed (1) or they expired (2). */
export const dropoutDocument = ({ systemId, omsId, orderId, at }: Of, reason: 1 | 2, list: readonly string[]): string =>
  writeXml(
    documentOf(
      10305,
      'skzkm_report_of_dropout',
      leaf('subject_id', systemId),
      leaf('operation_date', momentOf(at)),
      leaf('oms_id', omsId),
      leaf('oms_order_id', orderId),
      leaf('dropout_reason', String(reason)),
      sgtins('order_details', list),
      device(orderId),
    ),
  );

const DEVICE = '0000000000000001';
const device = (message: string) =>
  branch('device_info', leaf('device_id', DEVICE), leaf('skzkm_origin_msg_id', message));

/** What a report of utilisation says of its codes. */
export interface Utilised {
  readonly subjectId: string;
  readonly orderType?: number | undefined;
  readonly ownerId?: string | undefined;
  readonly packingId?: string | undefined;
  readonly controlId?: string | undefined;
  readonly customReceiverId?: string | undefined;
  readonly seriesNumber: string;
  /** YYYY-MM-DD or DD.MM.YYYY. */
  readonly expirationDate: string;
}

/** 10311 for a place in Russia, 10319 for a firm abroad: codes are on packs. */
export function packingDocument(
  said: Utilised,
  { at, message, list }: { at: number; message: string; list: readonly string[] },
) {
  const [first = ''] = list;
  const maybe = (name: string, text: string | undefined) => (text === undefined ? undefined : leaf(name, text));
  const { expirationDate: date, subjectId } = said;
  const product = [
    leaf('series_number', said.seriesNumber),
    leaf('expiration_date', date.includes('-') ? date.split('-').reverse().join('.') : date),
    leaf('gtin', first.slice(0, 14)),
    sgtins('signs', list),
    device(message),
  ];
  const head = [leaf('subject_id', subjectId), leaf('operation_date', momentOf(at))];
  const packing = /^\d{14}$/.test(subjectId)
    ? documentOf(
        10311,
        'skzkm_register_end_packing',
        ...head,
        leaf('order_type', String(said.orderType ?? 1)),
        maybe('owner_id', said.ownerId),
        ...product,
      )
    : documentOf(
        10319,
        'skzkm_foreign_emission',
        ...head,
        leaf('packing_id', said.packingId ?? subjectId),
        maybe('control_id', said.controlId),
        maybe('custom_receiver_id', said.customReceiverId),
        ...product,
      );
  return writeXml(packing);
}
