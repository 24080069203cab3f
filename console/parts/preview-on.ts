import * as v from 'valibot';

/** On what a mapping is tried, as it is typed; what is typed for one kind stays while another is looked at. */
export interface PreviewOn {
  readonly kind: string;
  /** Name of a sample. */
  readonly sample: string;
  readonly text: string;
  readonly ids: string;
  readonly gtin: string;
  readonly lot: string;
}

const text = v.optional(v.string());
const sampleInputs = v.array(
  v.object({ name: v.string(), input: v.string(), sender: text, receiver: text, id: text, at: text }),
);
const readSamples = v.fallback(v.pipe(v.string(), v.parseJson(), sampleInputs), []);

/** What can be tried of the samples that a text says; nothing while it is none. */
export const samplesIn = (text: string) => v.parse(readSamples, text);

/** The same as the API takes it; undefined while something is missing. @param samples as JSON */
export function triedOn({ kind, sample, text, ids, gtin, lot }: PreviewOn, samples: string): object | undefined {
  if (kind === 'lot')
    return /^\d{14}$/.test(gtin.trim()) && lot.trim() !== ''
      ? { lot: { gtin: gtin.trim(), lot: lot.trim() } }
      : undefined;
  if (kind === 'eventIds') {
    const eventIds = ids.split(/\s+/).filter(Boolean);
    return eventIds.length === 0 ? undefined : { eventIds };
  }
  if (kind === 'input') return text.trim() === '' ? undefined : { input: text };
  const found = samplesIn(samples).find(({ name }) => name === sample);
  if (found === undefined) return undefined;
  const { name: _, ...about } = found;
  return about;
}
