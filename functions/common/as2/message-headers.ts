import type { PartnerMessage } from '#common/channels/partner-channel.ts';
import type { As2Partner } from './as2-partner.ts';
import { quoted } from './header-value.ts';

interface Head {
  readonly to: As2Partner;
  readonly messageId: string;
  readonly message: PartnerMessage;
  readonly at: Date;
  /** Where the receipt is to come to by itself; absent: in the answer. */
  readonly receiptUrl: string | undefined;
}

/** Headers of a message (RFC 4130 §6, §7.3; RFC 6017 names what version 1.1 adds: compression). */
export function as2Headers({ to, messageId, message, at, receiptUrl }: Head): Record<string, string> {
  const { settings, identity } = to;
  const from = quoted(settings.ownId ?? identity.as2Id);
  const { sign } = settings;
  const options = `signed-receipt-protocol=optional, pkcs7-signature; signed-receipt-micalg=optional, ${sign}, sha-256`;
  return {
    'AS2-Version': '1.1',
    'AS2-From': from,
    'AS2-To': quoted(settings.id),
    'Message-ID': messageId,
    Date: at.toUTCString(),
    'MIME-Version': '1.0',
    Subject: message.fileName,
    'User-Agent': 'Seriate',
    'Disposition-Notification-To': from,
    ...(sign !== 'none' && { 'Disposition-Notification-Options': options }),
    ...(receiptUrl !== undefined && { 'Receipt-Delivery-Option': receiptUrl }),
  };
}
