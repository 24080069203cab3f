import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useHere } from '../shell/session-context.ts';
import { codeToEpc } from './code-to-epc.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { queryPath } from './query-path.ts';
import { UnitCode } from './unit-code.tsx';
import { parentsShape, unitPath, unitShape } from './unit-shape.ts';
import { type WayInside, wayInside } from './way-inside.ts';

interface Given {
  /** The EPC of the container. */
  readonly container: string;
  readonly at: string | undefined;
}

/** Tells of a code whether it is in a container, however deep and however many things that holds. */
export function FindInside({ container, at }: Given) {
  const { api } = useHere();
  const [code, setCode] = useState('');
  const look = useMutation({
    mutationFn: async () => {
      const path = unitPath(codeToEpc(code));
      const [unit, packedIn] = await Promise.all([
        api.get(queryPath(path, { at }), unitShape),
        api.get(queryPath(`${path}/parents`, { at }), parentsShape),
      ]);
      return wayInside(container, unit.epc, packedIn.parents);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== '' && !look.isPending) look.mutate();
  };
  const change = (to: string) => {
    setCode(to);
    // What was found is not said of another code.
    look.reset();
  };
  return (
    <SpaceBetween size="xs">
      <form onSubmit={submit} aria-label="Is it in here?" className="filters">
        <FormField label="Is it in here?">
          <Input
            value={code}
            spellcheck={false}
            autoComplete={false}
            placeholder="(01)09521321543218(21)…"
            onChange={({ detail }) => change(detail.value)}
          />
        </FormField>
        <div className="deeds">
          <Button disabled={code.trim() === ''} loading={look.isPending}>
            Look
          </Button>
        </div>
      </form>
      <div role="status">{look.data !== undefined && <Found way={look.data} at={at} />}</div>
      <ProblemAlert error={look.error} />
    </SpaceBetween>
  );
}

function Found({ way, at }: { readonly way: WayInside; readonly at: string | undefined }) {
  switch (way.is) {
    case 'itself':
      return <StatusIndicator type="info">This is the container itself.</StatusIndicator>;
    case 'nowhere':
      return <StatusIndicator type="stopped">It is not in here, nor in any other container.</StatusIndicator>;
    case 'elsewhere':
      return (
        <StatusIndicator type="stopped">
          It is not in here, but in <UnitCode epc={way.container} at={at} />
        </StatusIndicator>
      );
    case 'inside':
      if (way.through.length === 0) return <StatusIndicator>It is in here, directly.</StatusIndicator>;
      return (
        <StatusIndicator>
          It is in here, in{' '}
          {way.through.map((epc, i) => (
            <span key={epc}>
              {i > 0 && ', in that in '}
              <UnitCode epc={epc} at={at} />
            </span>
          ))}
        </StatusIndicator>
      );
  }
}
