import * as v from 'valibot';
import { isTime } from '../epcis/time.ts';

/** Bounds of what is kept beside a version. */
export const MOST_SAMPLES = 20;
const MOST_BYTES = 64 * 1024;

const document = v.pipe(
  v.string(),
  v.minLength(1, 'must not be empty'),
  v.maxBytes(MOST_BYTES, `must have at most ${MOST_BYTES} bytes`),
);
const text = v.pipe(v.string(), v.minLength(1, 'must not be empty'), v.maxLength(400));

/** Between whom a sample goes, and when: what is written names them. */
export const sampleAbout = {
  sender: v.optional(text, 'urn:epc:id:pgln:9521321.00001'),
  receiver: v.optional(text, 'urn:epc:id:pgln:9521321.00002'),
  id: v.optional(text, 'sample-1'),
  at: v.optional(
    v.pipe(v.string(), v.check(isTime, 'must be a time with a zone'), v.regex(/Z$/, 'must be UTC, with a Z')),
    '2026-01-01T00:00:00.000Z',
  ),
};
export type SampleAbout = v.InferOutput<v.ObjectSchema<typeof sampleAbout, undefined>>;

/** A problem that must be told. Members that are absent may be anything. */
const expectedProblem = v.strictObject({
  at: v.optional(text),
  /** A part of the words. */
  detail: v.optional(text),
});

/**
 * What a version is tested by. Of what goes out `input` is EPCIS 2.0 JSON, or `{"family","content"}` of a message that is no events, and the output is the document to
 * the letter. Of what comes in it is the other way round, and events are compared by what they say.
 */
export const sample = v.strictObject({
  name: text,
  input: document,
  ...sampleAbout,
  expect: v.union(
    [
      v.strictObject({ output: document }),
      v.strictObject({ problems: v.pipe(v.array(expectedProblem), v.minLength(1), v.maxLength(50)) }),
    ],
    'must have either output or problems',
  ),
});
export type Sample = v.InferOutput<typeof sample>;

/** The samples of a version, no two of one name. */
export const samples = v.pipe(
  v.array(sample),
  v.maxLength(MOST_SAMPLES, `${MOST_SAMPLES} samples are the most`),
  v.check((all) => new Set(all.map(({ name }) => name)).size === all.length, 'no two samples may have one name'),
);
