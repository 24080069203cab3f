import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import { count } from './count.ts';
import type { Turned } from './sandbox-shape.ts';
import { SubmitForm } from './submit-form.tsx';
import { TextField } from './text-field.tsx';
import { useTurn } from './turn-sandbox.ts';

interface Given {
  readonly control: string;
  readonly turned: Turned;
}

/** Clock and delay of a sandbox, where it has them. */
export function SandboxSwitches({ control, turned: { aheadSeconds, delayMs } }: Given) {
  if (aheadSeconds === undefined && delayMs === undefined) return null;
  return (
    <Container header={<Header variant="h2">Switches</Header>}>
      <ColumnLayout columns={2}>
        {aheadSeconds !== undefined && (
          <Switch
            control={control}
            label="Clock, ahead of this machine’s"
            unit="seconds"
            now={aheadSeconds}
            most="Ten years at most; less than 0 is behind"
            wish={(seconds) => ({ do: 'clock', aheadSeconds: seconds })}
            told="The clock of the sandbox is set."
          />
        )}
        {delayMs !== undefined && (
          <Switch
            control={control}
            label="Time from receipt to result"
            unit="milliseconds"
            now={delayMs}
            most="A day at most"
            wish={(ms) => ({ do: 'delay', ms })}
            told="The sandbox answers after that time from now on."
          />
        )}
      </ColumnLayout>
    </Container>
  );
}

interface SwitchGiven {
  readonly control: string;
  readonly label: string;
  readonly unit: string;
  readonly now: number;
  readonly most: string;
  readonly wish: (value: number) => object;
  readonly told: string;
}

function Switch({ control, label, unit, now, most, wish, told }: SwitchGiven) {
  const [value, setValue] = useState(String(now));
  const turn = useTurn(control, told);
  return (
    <SubmitForm
      label={label}
      act="Turn it"
      submit={() => turn.mutate(wish(Number(value)))}
      isPending={turn.isPending}
      isReady={/^-?\d+$/.test(value.trim()) && Number(value) !== now}
      error={turn.error}
    >
      <TextField
        label={`${label} (${unit})`}
        value={value}
        change={setValue}
        type="number"
        description={`Now ${count(now)}`}
        constraint={most}
      />
    </SubmitForm>
  );
}
