import SpaceBetween from '@cloudscape-design/components/space-between';
import type { StatementKind } from '../../shared/messages/statements-api.ts';
import { AreaField } from './area-field.tsx';
import { ChoiceField } from './choice-field.tsx';
import type { ErrorAt } from './error-at.ts';
import { LocationField } from './location-field.tsx';
import { MomentField } from './moment-field.tsx';
import { TextField } from './text-field.tsx';
import type { ToldReport } from './told-reports.ts';
import { wallTime } from './when.tsx';

interface Given {
  readonly kind: StatementKind;
  /** By JSON pointer, as a refusal names them. */
  readonly values: Readonly<Record<string, string>>;
  readonly set: (at: string) => (value: string) => void;
  readonly errorAt: ErrorAt;
  /** That it may be about. */
  readonly reports: readonly ToldReport[];
}

const optionally = (title: string, optional: boolean) => (optional ? `${title} - optional` : title);

/** The fields of a statement: what it is about, when it happened, between whom, and the facts that the regulator asks for. */
export function StatementFields({ kind, values, set, errorAt, reports }: Given) {
  const field = (at: string) => ({ value: values[at] ?? '', change: set(at), error: errorAt(at) });
  return (
    <SpaceBetween size="m">
      {kind.of === 'document' ? (
        <ChoiceField label="The report" stretch values={reports.map(reportChoice)} {...field('/delivery')} />
      ) : (
        <Things kind={kind} field={field('/things')} />
      )}
      <MomentField
        label="When it happened"
        first={values['/at']}
        change={(time) => set('/at')(time ?? '')}
        error={errorAt('/at')}
      />
      {(['from', 'to'] as const).map((side) => {
        const asked = kind[side];
        if (asked === undefined) return null;
        return (
          <LocationField key={side} label={optionally(`${asked.title}, GLN`, asked.optional)} {...field(`/${side}`)} />
        );
      })}
      {kind.facts.map(({ name, title, form, optional }) => (
        <TextField
          key={name}
          label={optionally(title, optional)}
          constraint={`It is ${form}`}
          {...field(`/facts/${name}`)}
        />
      ))}
    </SpaceBetween>
  );
}

interface Field {
  readonly value: string;
  readonly change: (value: string) => void;
  readonly error: string | undefined;
}

function Things({ kind, field }: { readonly kind: StatementKind; readonly field: Field }) {
  const isCodes = kind.of === 'codes';
  return (
    <AreaField
      label={isCodes ? 'The code that is no more, and the one in its place' : 'Packs and packages'}
      constraint={isCodes ? 'One below the other' : 'One EPC URI or GS1 Digital Link a line'}
      rows={4}
      isCode
      {...field}
    />
  );
}

const reportChoice = ({ deliveryId, report, lot, updatedAt }: ToldReport) => ({
  value: deliveryId,
  label: [report, lot, wallTime(new Date(updatedAt))].filter(Boolean).join(' · '),
});
