import type { Delivery, NewDelivery } from './delivery-row.ts';
import { expiry } from './expiry.ts';
import { partnerLineKey, partnerParkedKey } from './network-keys.ts';

type Planned = Pick<NewDelivery, 'tenant' | 'deliveryId' | 'partner' | 'place'>;
type OfPartner = Pick<Delivery, 'tenant' | 'deliveryId' | 'kind' | 'partner'>;

/** Where a delivery stands in its partner's line: where it was planned to, or by when it was made. */
export const placeOf = ({ place, createdAt, deliveryId }: Pick<Delivery, 'place' | 'createdAt' | 'deliveryId'>) =>
  place ?? `${createdAt}#${deliveryId}`;

/** The row of a delivery in its partner's line. It stands when it is put again: its place is its own. */
export const linePut = (
  table: string,
  { tenant, partner, deliveryId }: { readonly tenant: string; readonly partner: string; readonly deliveryId: string },
  place: string,
  at: Date,
) => ({
  Put: {
    TableName: table,
    Item: { ...partnerLineKey(tenant, partner, place), deliveryId, at: at.toISOString(), ...expiry(at) },
  },
});

/** The row of one that is to go in order, from when it is planned. */
export const lineRow = (table: string, { tenant, deliveryId, partner, place }: Planned, at: Date) =>
  partner === undefined || place === undefined ? [] : [linePut(table, { tenant, partner, deliveryId }, place, at)];

/** The row by which one is found that is parked, for the transaction in which it is. */
export const parkedRow = (table: string, { tenant, deliveryId, kind, partner }: OfPartner, at: Date) =>
  kind === 'submission' || partner === undefined
    ? []
    : [
        {
          Put: {
            TableName: table,
            Item: { ...partnerParkedKey(tenant, partner, deliveryId), at: at.toISOString(), ...expiry(at) },
          },
        },
      ];

/** Takes that row away. */
export const noLongerParked = (table: string, { tenant, deliveryId, kind, partner }: OfPartner) =>
  kind === 'submission' || partner === undefined
    ? []
    : [{ Delete: { TableName: table, Key: partnerParkedKey(tenant, partner, deliveryId) } }];
