import SpaceBetween from '@cloudscape-design/components/space-between';
import { MOST_UNITS, recallLevel } from '../../shared/messages/recalls-api.ts';
import { AreaField } from './area-field.tsx';
import { ChoiceField } from './choice-field.tsx';
import type { ErrorAt } from './error-at.ts';
import type { RecallDraft } from './recall-draft.ts';
import { TextField } from './text-field.tsx';

interface Given {
  readonly draft: RecallDraft;
  readonly change: (draft: RecallDraft) => void;
  readonly errorAt: ErrorAt;
}

const kinds = [
  { value: 'lot', label: 'a lot' },
  { value: 'units', label: 'single units' },
  { value: 'range', label: 'all serials that a pool issued, from one to another' },
];
const classes = [
  { value: '', label: 'none was given' },
  { value: 'I', label: 'I' },
  { value: 'II', label: 'II' },
  { value: 'III', label: 'III' },
];

/** What is called back, and from how far down the chain. */
export function RecallFields({ draft, change, errorAt }: Given) {
  const field = (name: keyof RecallDraft, at = `/${name}`) => ({
    value: draft[name],
    change: (value: string) => change({ ...draft, [name]: value }),
    error: errorAt(at),
  });
  return (
    <SpaceBetween size="m">
      <TextField
        label="Id of the recall"
        constraint="Your own: letters, digits and hyphens; sent again with it, it is one recall"
        {...field('recall')}
      />
      <TextField label="GTIN" constraint="14 digits" {...field('gtin')} />
      <ChoiceField label="What is called back" values={kinds} {...field('kind', '/of/kind')} />
      {draft.kind === 'lot' && <TextField label="Lot" {...field('lot', '/of')} />}
      {draft.kind === 'units' && (
        <AreaField
          label="Serials"
          constraint={`One a line, ${MOST_UNITS} at most`}
          rows={6}
          isCode
          {...field('serials', '/of')}
        />
      )}
      {draft.kind === 'range' && (
        <>
          <TextField label="Pool" {...field('pool', '/of/pool')} />
          <TextField label="First serial" {...field('from', '/of/from')} />
          <TextField label="Last serial" {...field('to', '/of/to')} />
        </>
      )}
      <ChoiceField label="Down to" values={recallLevel.options} {...field('level')} />
      <ChoiceField label="Class that the regulator gave" values={classes} {...field('class')} />
    </SpaceBetween>
  );
}
