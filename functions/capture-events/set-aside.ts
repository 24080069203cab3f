import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { SetAside } from '#common/batch.ts';
import { type Documents, refusedKey } from '#common/store/documents.ts';
import { lineJobId } from '#common/store/list-capture-jobs.ts';
import type { AcknowledgeLine } from './acknowledge-line.ts';

const fromTenant = v.object({ tenant: v.string() });
const fromLine = v.object({
  tenant: v.string(),
  site: v.string(),
  line: v.string(),
  message: v.looseObject({ sequence: v.pipe(v.number(), v.integer()) }),
});

/** Keeps a refused message with its reason in the bucket, then tells its line, if it says which, never to send it again. */
export const setAside =
  ({ documents, acknowledge }: { documents: Documents; acknowledge: AcknowledgeLine }): SetAside =>
  async (body, refusal) => {
    const sender = v.safeParse(v.pipe(v.string(), v.parseJson(), fromTenant), body);
    const line = v.safeParse(v.pipe(v.string(), v.parseJson(), fromLine), body);
    const tenant = sender.success ? sender.output.tenant : 'unknown';
    const digest = createHash('sha256').update(body).digest('hex').slice(0, 16);
    // The digest keeps two messages of one sequence apart: the second must not replace what the first one said.
    const id = line.success ? `${lineJobId(line.output, line.output.message.sequence)}-${digest}` : digest;
    await documents.put(refusedKey(tenant, id), JSON.stringify({ refusal, body }));
    if (!line.success) return;
    const { sequence } = line.output.message;
    await acknowledge(line.output, { captured: [], refused: [{ sequence, detail: refusal.detail }] });
  };
