/** Keys of exceptions, beside those of `keys.ts`; the tenant leads them as well. */

export const exceptionKey = (tenant: string, exceptionId: string) => ({ pk: `${tenant}#exception`, sk: exceptionId });
export const exceptionStateKey = (tenant: string, state: string, at: string) => ({
  pk: `${tenant}#exceptions#${state}`,
  sk: at,
});
/** What was done about an exception before what stands in the exception itself. */
export const exceptionHistoryKey = (tenant: string, exceptionId: string, n: number) => ({
  pk: `${tenant}#exception-history#${exceptionId}`,
  sk: String(n).padStart(6, '0'),
});
/** How many exceptions of a rule are open, by severity. */
export const exceptionCountKey = (tenant: string, tally: string) => ({ pk: `${tenant}#exceptions#count`, sk: tally });
/** Which exceptions concern a unit: one row for each, and one that says that there are any. */
export const exceptionUnitKey = (tenant: string, epc: string, at = 'exceptions') => ({
  pk: `${tenant}#exceptions-of#${epc}`,
  sk: at,
});
/** How many exceptions a capture opened. */
export const exceptionCaptureKey = (tenant: string, captureId: string) => ({
  pk: `${tenant}#exceptions-by-capture`,
  sk: captureId,
});
