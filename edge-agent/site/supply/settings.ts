import * as v from 'valibot';

/** How far ahead the site has numbers, and how long it keeps what is left over. */
export const supplySettings = v.strictObject({
  /** For so many days numbers of the site's own pools are at hand without an order, by what was used of late; 0 draws none ahead. */
  bufferDays: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(30)), 0),
  /** So long after its batch was closed a rest waits for the next batch of its pool; then it goes back to the cloud, but for the buffer. */
  keepDays: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(365)), 7),
});
export type SupplySettings = v.InferOutput<typeof supplySettings>;
