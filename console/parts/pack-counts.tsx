import ColumnLayout from '@cloudscape-design/components/column-layout';
import type { ErrorAt } from './error-at.ts';
import { TextField } from './text-field.tsx';

const asked = [
  ['found', 'Packs found'],
  ['quarantined', 'Of them kept apart'],
  ['returned', 'Returned'],
  ['destroyed', 'Destroyed'],
] as const;

export type TypedCounts = Readonly<Record<(typeof asked)[number][0], string>>;

interface Given {
  readonly counts: TypedCounts;
  readonly change: (counts: TypedCounts) => void;
  readonly errorAt: ErrorAt;
}

/** How many packs were found, and what became of them; none is 0. */
export function PackCounts({ counts, change, errorAt }: Given) {
  return (
    <ColumnLayout columns={2}>
      {asked.map(([name, label]) => (
        <TextField
          key={name}
          label={label}
          type="number"
          value={counts[name]}
          change={(value) => change({ ...counts, [name]: value })}
          error={errorAt(`/found/${name}`)}
        />
      ))}
    </ColumnLayout>
  );
}
