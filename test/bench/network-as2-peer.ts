import type { IncomingHttpHeaders } from 'node:http';
import type { OwnKey } from '#common/as2/decrypt-cms.ts';
import { processed } from '#common/as2/disposition.ts';
import { entityOf } from '#common/as2/message-head.ts';
import { micOf } from '#common/as2/mic.ts';
import { isOpened, openMessage } from '#common/as2/open-message.ts';
import { writeReceipt } from '#common/as2/write-receipt.ts';

/**
 * A partner's side of AS2: decrypts, has a document only when its signature is that of the certificate, and gives a signed receipt.
 *
 * @param certificate of who sends
 */
export function takeByAs2(own: OwnKey, certificate: string) {
  return (recipient: string, all: IncomingHttpHeaders, body: Buffer) => {
    const headers = Object.fromEntries(Object.entries(all).map(([name, value]) => [name, String(value)]));
    const opened = openMessage(entityOf(headers, body), { keys: [own], certificates: [certificate] });
    if (!isOpened(opened)) throw new Error(opened.reason);
    if (opened.signed === undefined) throw new Error('it is not signed');
    const [messageId = '', mic] = [headers['message-id'], micOf(opened.checked, 'sha-256')];
    const receipt = { disposition: processed, messageId, recipient, mic, text: 'ok' };
    return {
      text: Buffer.from(opened.entity.body).toString(),
      receipt: writeReceipt(receipt, { signer: own, hash: 'sha256', at: new Date() }),
    };
  };
}
