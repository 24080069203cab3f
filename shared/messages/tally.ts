import * as v from 'valibot';

/** Names that mean something to JavaScript's own objects: what is counted under them would be lost on the way. */
const taken: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const counts = v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(0)));

/** The same with those words in quotation marks. */
function quoted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([word, many]: [string, unknown]) => [taken.has(word) ? `"${word}"` : word, many]),
  );
}

/** Counts by words that people and lines have chosen. Words that JavaScript takes for itself are read in quotation marks. */
export const tally: typeof counts = {
  ...counts,
  '~run': (dataset, config) => counts['~run']({ ...dataset, value: quoted(dataset.value) }, config),
};
