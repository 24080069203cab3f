import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { signatureOf } from '#common/signature.ts';
import type { DscsaCase } from '#common/store/dscsa-case-row.ts';
import { withdrawnNotice } from '#shared/messages/dscsa-api.ts';
import { refuse } from '#shared/refusal.ts';
import { byCaller, decide } from './decide.ts';
import { findFreeCase } from './find-case.ts';
import type { ApiNeeds } from './needs.ts';
import { tellCase } from './tell-case.ts';
import { withdrawn } from './withdrawn.ts';

/** Takes back, signed, what was last done with a notice of Form FDA 3911 in error. */
export const withdrawNotice =
  (needs: ApiNeeds): Endpoint =>
  async (request) => {
    const { reason, signature } = read(withdrawnNotice, json(request));
    const now = needs.now();
    const before = await findFreeCase(needs, request);
    await mustStandOpen(needs, before);
    const after = withdrawn(before, now.toISOString());
    const signed = { case: before.id, was: before.state, becomes: after.state, reason };
    const record = signatureOf(request, { reason, ...signature }, signed, now);
    const row = await decide(needs, request, now, {
      act: 'notice-withdrawn',
      changes: [
        { before, after, entries: [byCaller(request, now, 'withdrawn', { detail: reason, signature: record })] },
      ],
      detail: { was: before.state, becomes: after.state, reason },
      signature: record,
    });
    return { status: 200, body: tellCase(row) };
  };

/** What was ended on FDA's word stays so. */
async function mustStandOpen({ cases }: ApiNeeds, { tenant, state, form }: DscsaCase): Promise<void> {
  const suspect = state === 'terminated' && form ? await cases.get(tenant, form.suspect) : undefined;
  if (suspect?.state !== 'ended') return;
  throw new Refused(
    refuse('conflict', 'the case of the product has ended with its notice', {
      rule: 'FD&C Act 582(b)(4)(B)(iv)',
      remedy: 'open another case of suspect product',
    }),
  );
}
