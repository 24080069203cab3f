import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import { errorAt } from './error-at.ts';
import { faultOf, typedFault } from './faults-typed.ts';
import { RowsField, type TypedRow } from './rows-field.tsx';
import type { Turned } from './sandbox-shape.ts';
import { SubmitForm } from './submit-form.tsx';
import { TextField } from './text-field.tsx';
import { useTurn } from './turn-sandbox.ts';

interface Given {
  readonly control: string;
  readonly turned: Turned;
}

/** Members of the API by what they are typed as. */
const pointers: Readonly<Record<string, string>> = { more: 'status', after: 'retryAfter' };

/** What goes wrong with the requests of a sandbox from now on. What is typed is kept while the sandbox is asked anew. */
export function FaultPlan({ control, turned: { plays, faults, seed } }: Given) {
  const [rows, setRows] = useState<readonly TypedRow[]>(() => faults.map(typedFault));
  const [typedSeed, setSeed] = useState(String(seed));
  const plan = useTurn(control, 'The sandbox misbehaves so from its next requests on.');
  const end = useTurn(control, 'Nothing goes wrong at the sandbox any more.');
  const kinds = [...new Set(Object.values(plays).flat())];
  const submit = () => plan.mutate({ do: 'faults', faults: rows.map(faultOf), seed: Number(typedSeed) });
  const stop = () => end.mutate({ do: 'faults', faults: [] }, { onSuccess: () => setRows([]) });
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Either the requests from one number on (counted from now, each operation alone), or by chance from 0 to 1, which the seed repeats"
          actions={
            <Button disabled={faults.length === 0} loading={end.isPending} onClick={stop}>
              End all faults
            </Button>
          }
        >
          Faults
        </Header>
      }
    >
      <SubmitForm
        label="Faults"
        act="Plan them"
        submit={submit}
        isPending={plan.isPending}
        isReady={rows.every(({ on, kind }) => Boolean(on) && Boolean(kind)) && /^\d+$/.test(typedSeed)}
        error={plan.error ?? end.error}
      >
        <RowsField
          label="What goes wrong"
          constraint="They take the place of what was planned before"
          one="fault"
          at="/faults"
          rows={rows}
          change={setRows}
          errorAt={errorAt(plan.error)}
          pointer={(_, index, name) => `/faults/${index}/${pointers[name] ?? name}`}
          members={[
            { name: 'on', label: 'Operation', options: ['*', ...Object.keys(plays)], width: 2 },
            { name: 'kind', label: 'Kind', options: kinds, width: 2 },
            { name: 'from', label: 'From', hint: '1', width: 1 },
            { name: 'count', label: 'So many', hint: '1', width: 1 },
            { name: 'rate', label: 'or by chance', hint: '0.1', width: 2 },
            { name: 'more', label: 'Status or ms', hint: '503', width: 2 },
            { name: 'after', label: 'Retry-After, s', hint: 'none', width: 2 },
          ]}
        />
        <TextField
          label="Seed"
          value={typedSeed}
          change={setSeed}
          type="number"
          constraint="The same seed, the same chance"
        />
      </SubmitForm>
    </Container>
  );
}
