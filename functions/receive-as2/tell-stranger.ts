import { errorOf } from '#common/as2/disposition.ts';
import { writeReceipt } from '#common/as2/write-receipt.ts';
import { refuse } from '#shared/refusal.ts';
import type { Head } from './read-head.ts';
import { answered } from './receipt-headers.ts';
import { type Reply, refusedReply } from './reply.ts';

const text = 'The message was not looked into: nobody here knows its sender, or its sender does not know us.';

const remedy =
  'agree on both AS2 names and certificates with whom it is for, and wait until the partnership is in force there';

/** For a sender or a receiver that nobody knows: not signed, as there is nobody who could, and in the answer, wherever a receipt was to go. */
export function tellStranger(head: Head, at: Date): Reply {
  if (head.receipt === undefined) return refusedReply(refuse('not-permitted', text, { rule: 'RFC 4130 §6.2', remedy }));
  const { to: recipient, messageId } = head;
  const receipt = writeReceipt(
    { disposition: errorOf('authentication-failed'), messageId, recipient, text },
    undefined,
  );
  return answered(head, receipt, at);
}
