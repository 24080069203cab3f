import * as v from 'valibot';

const refusal = v.object({
  rejected: v.pipe(v.array(v.object({ serial: v.string(), code: v.string() })), v.minLength(1)),
});
const result = v.pipe(v.string(), v.parseJson(), refusal);

/**
 * True when the Hub refused packs of a report for one reason alone: it does not know them. Then they are told as pack data first, whatever became of those that
 * were told before, and what became of them after that.
 *
 * @param answer the Hub's result, JSON
 */
export function areUnknownPacks(answer: string): boolean {
  const read = v.safeParse(result, answer);
  return read.success && read.output.rejected.every(({ code }) => code === 'UNKNOWN_PACK');
}
