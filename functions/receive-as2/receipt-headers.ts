import { createHash } from 'node:crypto';
import { quoted } from '#common/as2/header-value.ts';
import type { writeReceipt } from '#common/as2/write-receipt.ts';
import type { Head } from './read-head.ts';
import type { Reply } from './reply.ts';

type Written = ReturnType<typeof writeReceipt>;

/** Headers of a receipt, on its way in the answer or by itself (RFC 4130 §7.6). Its own Message-ID follows from the message's. */
export function receiptHeaders({ from, to, messageId }: Head, { headers }: Written, at: Date): Record<string, string> {
  const id = createHash('sha256').update(`${from}\n${to}\n${messageId}`).digest('hex').slice(0, 32);
  return {
    'AS2-Version': '1.1',
    'AS2-From': quoted(to),
    'AS2-To': quoted(from),
    'Message-ID': `<${id}.receipt@seriate>`,
    Date: at.toUTCString(),
    'MIME-Version': '1.0',
    ...headers,
  };
}

/** A receipt in the answer. */
export const answered = (head: Head, receipt: Written, at: Date): Reply => ({
  statusCode: 200,
  headers: receiptHeaders(head, receipt, at),
  body: Buffer.from(receipt.body).toString('latin1'),
});
