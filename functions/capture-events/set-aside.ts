import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { SetAside } from '#common/batch.ts';
import { type Documents, refusedKey } from '#common/store/documents.ts';
import { lineJobId } from '#common/store/list-capture-jobs.ts';
import { wrappedLineMessage } from '#shared/messages/queue-messages.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { AcknowledgeLine } from './acknowledge-line.ts';
import { type LineSaid, openLineMessage } from './open-line-message.ts';

const fromTenant = v.object({ tenant: v.string() });
const fromLine = v.object({
  tenant: v.string(),
  site: v.string(),
  line: v.string(),
  message: v.looseObject({ sequence: v.pipe(v.number(), v.integer()) }),
});
const wrapped = v.pipe(v.string(), v.parseJson(), wrappedLineMessage);

/** Keeps a refused message with its reason in the bucket, then tells its line, if it says which, never to send it again. */
export const setAside =
  ({ documents, acknowledge }: { documents: Documents; acknowledge: AcknowledgeLine }): SetAside =>
  async (body, refusal) => {
    const sender = v.safeParse(v.pipe(v.string(), v.parseJson(), fromTenant), body);
    const opened = openedOf(body);
    const line = v.safeParse(fromLine, opened);
    const tenant = sender.success ? sender.output.tenant : 'unknown';
    const digest = createHash('sha256').update(body).digest('hex').slice(0, 16);
    // The digest keeps two messages of one sequence apart: the second must not replace what the first one said.
    const id = line.success ? `${lineJobId(line.output, line.output.message.sequence)}-${digest}` : digest;
    // A person reads it there: opened, where it can be.
    const kept = opened === undefined ? body : JSON.stringify(opened);
    await documents.put(refusedKey(tenant, id), JSON.stringify({ refusal, body: kept }));
    if (!line.success) return;
    const { sequence } = line.output.message;
    await acknowledge(line.output, { captured: [], refused: [{ sequence, detail: refusal.detail }] });
  };

/** A line's message in words; undefined when it is none, or cannot be opened. */
function openedOf(body: string): LineSaid | undefined {
  const read = v.safeParse(wrapped, body);
  const opened = read.success ? openLineMessage(read.output) : undefined;
  return isRefusal(opened) ? undefined : opened;
}
