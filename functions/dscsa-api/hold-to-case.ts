import { Refused } from '#common/refused.ts';
import type { DscsaCase } from '#common/store/dscsa-case-row.ts';
import type { Notice } from '#shared/dscsa/form-3911.ts';
import { ndcCodesOfGtin } from '#shared/dscsa/ndc-codes.ts';
import { type NoticeSubject, strangeInNotice } from '#shared/dscsa/notice-of-case.ts';
import type { ApiNeeds } from './needs.ts';

type Needs = Pick<ApiNeeds, 'cases' | 'registry'>;

/**
 * A notice names the product that its case is about. What was found since may stand in a later one, with a reason.
 *
 * @throws Refused `malformed` for a first notice that names other product, and for a later one that does so without a reason
 */
export async function holdToCase(
  needs: Needs,
  { tenant, form }: DscsaCase,
  { type, product }: Pick<Notice, 'type' | 'product'>,
  reason: string | undefined,
): Promise<void> {
  const suspect = form && (await needs.cases.get(tenant, form.suspect))?.suspect;
  if (suspect === undefined || (type !== 'initial' && reason !== undefined)) return;
  const before = type === 'initial' ? undefined : form?.content?.product;
  const [strange] = strangeInNotice(product, await subjectOf(needs, tenant, suspect), before);
  if (strange === undefined) return;
  const at = `/content${strange.at ?? ''}`;
  const remedy = 'name the product of the case, or say by signature.reason what was found since';
  throw new Refused({ ...strange, at, ...(type !== 'initial' && { remedy }) });
}

async function subjectOf(
  { registry }: Needs,
  tenant: string,
  { packs, others = [] }: NonNullable<DscsaCase['suspect']>,
): Promise<NoticeSubject> {
  const gtins = [...new Set(packs.map(({ gtin }) => gtin))];
  const codes = await Promise.all(
    gtins.map(async (gtin) => ndcCodesOfGtin(gtin, await registry.product(tenant, gtin))),
  );
  const isKnown = others.length === 0 && codes.every((some) => some.length > 0);
  return { packs, ndcs: isKnown ? codes.flat() : [], isOpen: others.length > 0 };
}
