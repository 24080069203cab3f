import { csvOf } from '#common/csv-answer.ts';
import type { Counted, OfRecipient, Totals } from './count-distribution.ts';
import type { Recipient } from './recipients.ts';

/** What of a lot stands in every row. */
export interface MappedLot {
  readonly gtin: string;
  readonly lot: string;
  readonly name?: string;
  /** Number of the product at ANVISA. */
  readonly registration?: string;
  /** `YYYY-MM-DD` */
  readonly manufactured?: string;
  /** `YYYY-MM-DD` */
  readonly expiry?: string;
}

interface Map extends MappedLot {
  readonly recipients: readonly OfRecipient[];
  readonly totals: Totals;
}

const head = (
  'scope gtin lot product registration manufactured expiry ' +
  'recipient cnpj gln city state country day sent returned quantity units ours ended'
).split(' ');

/** A distribution map as a spreadsheet: a row for each recipient and day, one for each recipient, and one for the lot. */
export function distributionCsv({ recipients, totals, ...lot }: Map): string {
  const { gtin, lot: number, name = '', registration = '', manufactured = '', expiry = '' } = lot;
  const row = (scope: string, to: Recipient, day: string, counted: Counted, rest: readonly (number | string)[]) => {
    const { name: who = to.named?.join(' ') ?? '', cnpj = '', gln = '', city = '', state = '', country = '' } = to;
    const { sent, returned } = counted;
    return [
      ...[scope, gtin, number, name, registration, manufactured, expiry],
      ...[who, cnpj, gln, city, state, country, day],
      ...[sent, returned, sent - returned],
      ...rest,
    ];
  };
  const none = ['', '', ''];
  const { units, ours, ended } = totals;
  return csvOf([
    head,
    ...recipients.flatMap(({ recipient, days, ...all }) => [
      ...days.map(({ day, ...counted }) => row('day', recipient, day, counted, none)),
      row('recipient', recipient, '', all, none),
    ]),
    row('lot', {}, '', totals, [units, ours, ended]),
  ]);
}
