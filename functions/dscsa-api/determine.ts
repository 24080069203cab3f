import { moved, partOf } from '#common/dscsa/change.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { signatureOf } from '#common/signature.ts';
import type { DscsaCase } from '#common/store/dscsa-case-row.ts';
import { NOTICE_MS, stoppedClock } from '#shared/dscsa/clocks.ts';
import { determination } from '#shared/messages/dscsa-api.ts';
import { refuse } from '#shared/refusal.ts';
import { byCaller, decide } from './decide.ts';
import { findFreeCase, pastTime } from './find-case.ts';
import { mustBeInError, mustSayNothingElse } from './must-be-cleared.ts';
import { mustKnowPartner } from './must-know-partner.ts';
import type { ApiNeeds } from './needs.ts';
import { newCase } from './new-case.ts';
import { tellCase } from './tell-case.ts';

/**
 * Decides what suspect product is, under an electronic signature. Illegitimate product opens the case of its Form 3911 in the same breath, and the 24 hours
 * for it and for telling partners run from the determination (FD&C Act 582(b)(4)(B)).
 */
export const determine =
  (needs: ApiNeeds): Endpoint =>
  async (request) => {
    const { signature, version, ...said } = read(determination, json(request));
    const now = needs.now();
    const before = await findFreeCase(needs, request, version);
    const suspect = partOf(before, before.suspect);
    const { outcome, reason, classification } = said;
    const partners = [...new Set(said.partners)];
    const at = pastTime(said.at, now);
    const isBad = outcome === 'illegitimate';
    if (isBad) await mustBeWhole(needs, request.tenant, partners, classification);
    else mustSayNothingElse(classification, partners);
    if (before.state === 'illegitimate') await mustBeInError(needs, before, outcome);
    const signed = {
      case: before.id,
      outcome,
      at,
      reason,
      classification,
      partners,
      packs: suspect.packs,
      others: suspect.others,
    };
    const record = signatureOf(request, { reason, ...signature }, signed, now);
    const form =
      isBad && classification !== undefined
        ? newCase(needs, request, now, formOf(before, { suspect: before.id, determinedAt: at, classification }))
        : undefined;
    const after: DscsaCase = {
      ...moved(before, isBad ? 'condemn' : 'clear', '/outcome'),
      ...(!isBad && { clock: stoppedClock(before.clock, now.toISOString()) }),
      ...(isBad && partners.length > 0 && { clock: dayFrom(at) }),
      suspect: {
        ...suspect,
        determined: { outcome, at, reason, signature: record, ...(isBad && { classification }) },
        ...(form && { form: form.id }),
        // Whoever was not told of product that is cleared is not told any more.
        notices: isBad ? partners.map((partner) => ({ partner })) : suspect.notices.filter(({ toldAt }) => toldAt),
      },
    };
    const entry = byCaller(request, now, after.state, { detail: reason, signature: record });
    const opened = byCaller(request, now, 'drafted', { detail: `from case ${before.id}` });
    const row = await decide(needs, request, now, {
      act: 'suspect-determined',
      changes: [{ before, after, entries: [entry] }, ...(form ? [{ after: form, entries: [opened] }] : [])],
      detail: { outcome, at, reason, partners, ...(form && { form: form.id }) },
      signature: record,
    });
    return { status: 200, body: tellCase(row) };
  };

const dayFrom = (at: string) => ({ due: new Date(Date.parse(at) + NOTICE_MS).toISOString() });

const formOf = ({ title }: DscsaCase, form: NonNullable<DscsaCase['form']>) => ({
  kind: 'form-3911' as const,
  state: 'drafted' as const,
  title: title.replace('suspect product', 'Form 3911'),
  clock: dayFrom(form.determinedAt),
  form,
});

async function mustBeWhole(
  needs: ApiNeeds,
  tenant: string,
  partners: readonly string[],
  classification?: string,
): Promise<void> {
  if (classification === undefined)
    throw new Refused(
      refuse('malformed', 'illegitimate product has a classification', {
        at: '/classification',
        rule: 'FD&C Act 581(8)',
        remedy: 'say why it is illegitimate',
      }),
    );
  for (const [i, partner] of partners.entries()) await mustKnowPartner(needs, tenant, partner, `/partners/${i}`);
}
