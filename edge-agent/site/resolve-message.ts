import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Stores } from '../open-stores.ts';
import type { RefusedMessage } from '../outbox/set-aside.ts';
import type { Signature } from '../store/acts.ts';
import { transaction } from '../store/database.ts';

export interface MessageNeeds extends Pick<Stores, 'db' | 'outbox' | 'acts' | 'batches'> {
  /** Mends what is known to be wrong with what a line tells, where it can be; undefined where nothing is. */
  readonly mend?: ((line: string, body: string) => string | undefined) | undefined;
}

/** `resend`: what was in its way is put right, and it is sent as it is, or mended where `mend` knows how. `corrected`: the cloud was put right by other events, and it is never sent. */
export type MessageEnd = 'resend' | 'corrected';

/**
 * Resolves a message that the repository has refused by a person's signature, in one transaction. The signed act keeps what the message said. The report
 * of its lot, which waited for it, goes once no other message of the lot is refused.
 */
export function resolveMessage(
  { db, outbox, acts, batches, mend }: MessageNeeds,
  { line, sequence }: Pick<RefusedMessage, 'line' | 'sequence'>,
  how: MessageEnd,
  signature: Signature,
): RefusedMessage | Refusal {
  const { setAside } = outbox;
  return transaction(db, () => {
    // Two people may resolve it at once: the first one's word stands.
    const found = setAside.find(line, sequence);
    if (found === undefined) return refuse('not-found', `no message ${sequence} of ${line} is refused`);
    const { body, ...message } = found;
    const { batch, kind, detail } = message;
    const mended = how === 'resend' ? mend?.(line, body) : undefined;
    acts.append({
      ...{ line, batch, kind: 'resolve-message', subject: `message ${sequence}`, signature },
      body: {
        how,
        kind,
        detail,
        message: JSON.parse(body),
        ...(mended !== undefined && { mended: JSON.parse(mended) }),
      },
    });
    if (how === 'resend') {
      setAside.sendAgain(message, mended);
      return message;
    }
    setAside.forget(message);
    const seen = batch === undefined || kind !== 'lot-report' ? undefined : batches.get(batch);
    if (seen?.state === 'closed') batches.move(seen, 'reported', signature.at, 'its report was put right in the cloud');
    return message;
  });
}
