import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import * as v from 'valibot';
import { AreaField } from './area-field.tsx';
import { ChoiceField } from './choice-field.tsx';
import { TextField } from './text-field.tsx';

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
  const found = v.parse(readSamples, samples).find(({ name }) => name === sample);
  if (found === undefined) return undefined;
  const { name: _, ...about } = found;
  return about;
}

interface Given {
  readonly on: PreviewOn;
  readonly change: (on: PreviewOn) => void;
  /** As JSON. */
  readonly samples: string;
}

/** Asks on what a mapping is tried. */
export function PreviewInput({ on, change, samples }: Given) {
  const names = v.parse(readSamples, samples).map(({ name }) => name);
  const kinds = [
    ...(names.length > 0 ? [{ value: 'sample', label: 'a sample of it' }] : []),
    { value: 'lot', label: 'a lot' },
    { value: 'eventIds', label: 'captured events' },
    { value: 'input', label: 'a text' },
  ];
  const set = (name: keyof PreviewOn) => (value: string) => change({ ...on, [name]: value });
  return (
    <SpaceBetween size="m">
      <ColumnLayout columns={3}>
        <ChoiceField label="Try it on" value={on.kind} values={kinds} change={set('kind')} />
        {on.kind === 'sample' && <ChoiceField label="Sample" value={on.sample} values={names} change={set('sample')} />}
        {on.kind === 'lot' && <TextField label="GTIN" constraint="14 digits" value={on.gtin} change={set('gtin')} />}
        {on.kind === 'lot' && (
          <TextField label="Lot" constraint="Its first 100 commissionings" value={on.lot} change={set('lot')} />
        )}
      </ColumnLayout>
      {on.kind === 'eventIds' && (
        <AreaField label="Ids of events" constraint="One a line" isCode value={on.ids} change={set('ids')} />
      )}
      {on.kind === 'input' && (
        <AreaField
          label="What a document would hold"
          constraint="EPCIS 2.0 JSON of what goes out, the partner’s document of what comes in"
          rows={8}
          isCode
          value={on.text}
          change={set('text')}
        />
      )}
    </SpaceBetween>
  );
}
