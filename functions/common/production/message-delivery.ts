import type { NewDelivery } from '#common/store/delivery-row.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { PartnerMessage } from '#shared/production/partner-message.ts';

interface Told {
  readonly tenant: string;
  readonly partner: Pick<Partner, 'partner' | 'ordered'>;
  readonly deliveryId: string;
  readonly message: PartnerMessage;
  /** When what it tells of came about: planning it again says the same. */
  readonly at: Date;
  /** The lot that it is about. */
  readonly of?: { readonly gtin: string; readonly lot: string };
}

/** The delivery of a message that is no events; to a partner that takes documents in order it stands where it was made. */
export const messageDelivery = ({ tenant, partner, deliveryId, message, at, of }: Told): NewDelivery => ({
  tenant,
  deliveryId,
  kind: 'delivery',
  partner: partner.partner,
  subject: { ...(of && { gtin: of.gtin, lot: of.lot }), message },
  ...(partner.ordered && { place: `${at.toISOString()}#${deliveryId}` }),
});
