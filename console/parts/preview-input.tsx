import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { AreaField } from './area-field.tsx';
import { ChoiceField } from './choice-field.tsx';
import { type PreviewOn, samplesIn } from './preview-on.ts';
import { TextField } from './text-field.tsx';

interface Given {
  readonly on: PreviewOn;
  readonly change: (on: PreviewOn) => void;
  /** As JSON. */
  readonly samples: string;
}

/** Asks on what a mapping is tried. */
export function PreviewInput({ on, change, samples }: Given) {
  const names = samplesIn(samples).map(({ name }) => name);
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
