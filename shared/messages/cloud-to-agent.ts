import * as v from 'valibot';

/**
 * The repository's end-to-end answer to a line: `captured` sequences are durable and may be forgotten; `refused` ones will never
 * be taken as they are, so the site keeps them and calls a person.
 */
export const acknowledgement = v.object({
  captured: v.array(v.number()),
  refused: v.array(v.object({ sequence: v.number(), detail: v.string() })),
});
export type Acknowledgement = v.InferOutput<typeof acknowledgement>;
