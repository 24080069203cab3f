import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { exceptionOutcomes, exceptionView } from '../../shared/messages/exceptions-api.ts';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';
import { AssignExceptions } from './assign-exceptions.tsx';
import { ConfirmModal } from './confirm-modal.tsx';
import { exceptionPath, isActive, type ToldException } from './told-exception.ts';
import { useDeed } from './use-deed.tsx';

interface Given {
  readonly row: ToldException;
  /** Asks for it anew: somebody else may have changed it. */
  readonly again: () => unknown;
}

const LEAST = 10;

/** What a person may do about an exception as it stands. */
export function ExceptionActs({ row, again }: Given) {
  const { may } = useHere();
  const [asked, setAsked] = useState<'assign' | 'resolve' | 'reopen'>();
  const close = () => setAsked(undefined);
  if (!may('exceptions:write')) return null;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button href={routeTo('desk', '', { exception: row.exceptionId })}>Open a case with a partner</Button>
      {isActive(row) ? (
        <>
          <Button onClick={() => setAsked('assign')}>Assign</Button>
          <Button variant="primary" onClick={() => setAsked('resolve')}>
            Resolve
          </Button>
        </>
      ) : (
        <Button onClick={() => setAsked('reopen')}>Open again</Button>
      )}
      {asked === 'assign' && (
        <AssignExceptions rows={[row]} left={(rows) => rows.length > 0 && again()} close={close} />
      )}
      {asked === 'resolve' && <Resolve row={row} again={again} close={close} />}
      {asked === 'reopen' && <Reopen row={row} again={again} close={close} />}
    </SpaceBetween>
  );
}

type Asked = Given & { readonly close: () => void };

function Resolve({ row, again, close }: Asked) {
  const [outcome, setOutcome] = useState<string>(exceptionOutcomes[0]);
  const act = useChange(row, again);
  return (
    <ConfirmModal
      question="Resolve the exception"
      consequence="It ends with a reason, which stays with it. No rule opens it again; a person can."
      label="Resolve"
      reason={LEAST}
      act={(reason) => act({ what: 'resolve', body: { reason, outcome } })}
      close={close}
    >
      <FormField label="Outcome">
        <Select
          selectedOption={{ value: outcome, label: outcome }}
          options={exceptionOutcomes.map((value) => ({ value, label: value }))}
          onChange={({ detail }) => setOutcome(detail.selectedOption.value ?? outcome)}
        />
      </FormField>
    </ConfirmModal>
  );
}

function Reopen({ row, again, close }: Asked) {
  const act = useChange(row, again);
  return (
    <ConfirmModal
      question="Open the exception again"
      consequence="It counts as open, and is nobody’s until it is assigned."
      label="Open again"
      reason={LEAST}
      act={(reason) => act({ what: 'reopen', body: { reason } })}
      close={close}
    />
  );
}

const told = { resolve: 'It is resolved.', reopen: 'It is open again.' };

/** Changes the exception as it was seen. What somebody else changed meanwhile is told, and shown. */
function useChange(row: ToldException, again: () => unknown) {
  const change = useDeed(
    (api, { what, body }: { what: keyof typeof told; body: object }) =>
      api.post(`${exceptionPath(row)}/${what}`, { ...body, version: row.version }, exceptionView),
    (_, { what }) => told[what],
  );
  return async (deed: Parameters<typeof change.mutateAsync>[0]) => {
    try {
      await change.mutateAsync(deed);
    } catch (refused) {
      void again();
      throw refused;
    }
  };
}
