/** Keys of the duties of the DSCSA, beside those of `keys.ts`; the tenant leads them as well. */

/** Whom a tenant tells of duties of the DSCSA, and who it says it is. */
export const dscsaSettingsKey = (tenant: string) => ({ pk: `${tenant}#dscsa-settings`, sk: 'settings' });
/** Duties of the DSCSA with their clocks, and what happened to each. */
export const dscsaCaseKey = (tenant: string, id: string) => ({ pk: `${tenant}#dscsa`, sk: id });
export const dscsaHistoryKey = (tenant: string, id: string, n: number) => ({
  pk: `${tenant}#dscsa-history#${id}`,
  sk: String(n).padStart(6, '0'),
});
/** The case that a partner's report of exceptions is of, by the partner's own id for it. */
export const dscsaPeerKey = (tenant: string, partner: string, caseUuid: string) => ({
  pk: `${tenant}#dscsa-peer#${partner}`,
  sk: caseUuid,
});
/** A document of the GS1 US guideline, by its sender's own id for it. */
export const usInstanceKey = (tenant: string, by: string, id: string) => ({
  pk: `${tenant}#us-instance#${by}`,
  sk: id,
});
/** A message of a partner's report of exceptions, by the partner's own id for it. */
export const dscsaMessageKey = (tenant: string, by: string, id: string) => ({
  pk: `${tenant}#dscsa-told#${by}`,
  sk: id,
});
/** The case that a caller's request began, by the caller's own id for it. */
export const dscsaAskedKey = (tenant: string, id: string) => ({ pk: `${tenant}#dscsa-asked`, sk: id });
/** Cases of suspect product that name a pack. */
export const dscsaPackKey = (tenant: string, gtin: string, serial: string, id: string) => ({
  pk: `${tenant}#dscsa-pack#${gtin}`,
  sk: `${serial}#${id}`,
});
