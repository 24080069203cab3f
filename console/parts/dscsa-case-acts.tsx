import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import * as v from 'valibot';
import { useHere } from '../shell/session-context.ts';
import { ConfirmModal } from './confirm-modal.tsx';
import { type DscsaCase, dscsaCasePath } from './dscsa-case.ts';
import { DscsaDetermining } from './dscsa-determining.tsx';
import { determinationsOf, dscsaActsOf, dscsaDeeds, type PersonAct } from './dscsa-moves.ts';
import { useDeed } from './use-deed.tsx';

const LEAST = 10;

interface Given {
  readonly row: DscsaCase;
  /** Asks for it anew: somebody else may have moved it. */
  readonly again: () => unknown;
}

/** What a person may do about a case as it stands, with a reason that stays in its history. */
export function DscsaCaseActs({ row, again }: Given) {
  const { may } = useHere();
  // The case as it was when somebody began to decide: that is what is moved, whatever comes meanwhile.
  const [asked, setAsked] = useState<{ readonly to: PersonAct; readonly seen: DscsaCase }>();
  const [determined, setDetermined] = useState<DscsaCase>();
  const move = useDeed(
    (api, { act, reason, version }: { readonly act: PersonAct; readonly reason: string; readonly version: number }) =>
      api.post(`${dscsaCasePath(row.id)}/move`, { act, reason, version }, v.unknown()),
    (_, { act }) => dscsaDeeds[act].done,
  );
  if (!may('dscsa:write')) return null;
  const act = async ({ to, seen }: NonNullable<typeof asked>, reason: string) => {
    try {
      await move.mutateAsync({ act: to, reason, version: seen.version });
    } catch (refused) {
      void again();
      throw refused;
    }
  };
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {dscsaActsOf(row).map((one) => (
        <Button key={one} onClick={() => setAsked({ to: one, seen: row })}>
          {dscsaDeeds[one].label}
        </Button>
      ))}
      {determinationsOf(row).length > 0 && (
        <Button variant="primary" onClick={() => setDetermined(row)}>
          Determine
        </Button>
      )}
      {determined !== undefined && <DscsaDetermining row={determined} close={() => setDetermined(undefined)} />}
      {asked !== undefined && (
        <ConfirmModal
          question={`${dscsaDeeds[asked.to].label}: ${row.title}`}
          consequence={dscsaDeeds[asked.to].consequence}
          label={dscsaDeeds[asked.to].label}
          reason={LEAST}
          act={(reason) => act(asked, reason)}
          close={() => setAsked(undefined)}
        />
      )}
    </SpaceBetween>
  );
}
