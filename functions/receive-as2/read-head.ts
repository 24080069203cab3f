import { headerValue, unquoted } from '#common/as2/header-value.ts';
import { type MicAlgorithm, micAlgorithm } from '#common/as2/mic.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';

export type Headers = Readonly<Record<string, string | undefined>>;

/** What the headers of a message say (RFC 4130 §6, §7.3). */
export interface Head {
  /** Whom it is from and to, by their AS2 names. */
  readonly from: string;
  readonly to: string;
  /** With its angle brackets. */
  readonly messageId: string;
  /** Absent when no receipt is wanted. */
  readonly receipt?: {
    readonly signed: boolean;
    /** Hashes for its integrity check, by preference; none of them known to us where `isRequired` is a failure. */
    readonly hashes: readonly MicAlgorithm[];
    readonly isUnknown: boolean;
    /** Where it is to be sent by itself; absent: in the answer. */
    readonly url?: string;
  };
}

/** RFC 4130 §6.2: 1 to 128 printable characters, in quotes where there are blanks. */
const name = /^[ -~]{1,128}$/;
/** Keys of tables have 1,024 bytes at most, and this is part of one. */
const id = /^<?[!-~]([ -~]{0,396}[!-~])?>?$/;

/** @param headers names in lower case */
export function readHead(headers: Headers): Head | Refusal {
  const [from, to] = [nameIn(headers['as2-from']), nameIn(headers['as2-to'])];
  const messageId = headers['message-id']?.trim() ?? '';
  if (!name.test(from) || !name.test(to))
    return missing('AS2-From and AS2-To', 'RFC 4130 §6.2: 1 to 128 printable characters');
  if (!id.test(messageId)) return missing('Message-ID', 'RFC 5322 §3.6.4, with at most 400 printable characters');
  if (headers['disposition-notification-to'] === undefined) return { from, to, messageId };
  const { value, parameters } = headerValue(`x; ${headers['disposition-notification-options'] ?? ''}`);
  const signed = value !== '' && /pkcs7-signature/i.test(parameters.get('signed-receipt-protocol') ?? '');
  const [importance = '', ...told] = (parameters.get('signed-receipt-micalg') ?? '').split(',');
  const hashes = told.flatMap((one) => micAlgorithm(one) ?? []);
  const isUnknown = /required/i.test(importance) && told.length > 0 && hashes.length === 0;
  const url = headers['receipt-delivery-option']?.trim();
  return { from, to, messageId, receipt: { signed, hashes, isUnknown, ...(url && { url }) } };
}

const nameIn = (text = '') => unquoted(text.trim());

const missing = (at: string, rule: string): Refusal =>
  refuse('malformed', `${at} are missing or cannot be read`, {
    at,
    rule,
    remedy: 'send the message with the headers of AS2',
  });
