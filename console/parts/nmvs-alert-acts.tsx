import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { type NmvsAlertView, nmvsAlertView } from '../../shared/messages/nmvs-alerts.ts';
import { type AlertState, nextStates } from '../../shared/regimes/eu/nmvs/alert.ts';
import { useHere } from '../shell/session-context.ts';
import { ConfirmModal } from './confirm-modal.tsx';
import { useDeed } from './use-deed.tsx';

interface Given {
  readonly alert: NmvsAlertView;
  /** Asks for it anew: somebody else may have moved it. */
  readonly again: () => unknown;
}

type Target = Exclude<AlertState, 'new'>;

const LEAST = 10;

const deeds: Readonly<Record<Target, { readonly label: string; readonly consequence: string; readonly done: string }>> =
  {
    active: {
      label: 'Take it up',
      consequence: 'It is being worked on, and others see by whom.',
      done: 'It is taken up.',
    },
    'under-investigation': {
      label: 'Investigate',
      consequence: 'The pack, and the place where it was scanned, are looked into.',
      done: 'It is under investigation.',
    },
    escalated: {
      label: 'Escalate',
      consequence: 'The pack may be falsified: whoever decides about that takes it over.',
      done: 'It is escalated.',
    },
    closed: {
      label: 'Close',
      consequence: 'It stays closed. The national system is not told by us: close it there as well.',
      done: 'It is closed.',
    },
  };

/** What a person may do about an alert as it stands, each with a reason that stays with it. */
export function NmvsAlertActs({ alert, again }: Given) {
  const { may } = useHere();
  // The alert as it was when somebody began to decide: that is what is moved, whatever comes meanwhile.
  const [asked, setAsked] = useState<{ readonly to: Target; readonly seen: NmvsAlertView }>();
  if (!may('nmvs:manage')) return null;
  const ways = nextStates(alert.state).flatMap((state) => (state === 'new' ? [] : [state]));
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {ways.map((to) => (
        <Button key={to} onClick={() => setAsked({ to, seen: alert })}>
          {deeds[to].label}
        </Button>
      ))}
      {asked !== undefined && <Move {...asked} again={again} close={() => setAsked(undefined)} />}
    </SpaceBetween>
  );
}

interface Moved extends Pick<Given, 'again'> {
  readonly to: Target;
  readonly seen: NmvsAlertView;
  readonly close: () => void;
}

function Move({ to, seen, again, close }: Moved) {
  const { label, consequence, done } = deeds[to];
  const move = useDeed(
    (api, reason: string) =>
      api.post(
        `/api/nmvs/alerts/${encodeURIComponent(seen.alertId)}/state`,
        { state: to, reason, version: seen.version },
        nmvsAlertView,
      ),
    () => done,
  );
  const act = async (reason: string) => {
    try {
      await move.mutateAsync(reason);
    } catch (refused) {
      void again();
      throw refused;
    }
  };
  return (
    <ConfirmModal
      question={`${label}: alert ${seen.alertId}`}
      consequence={consequence}
      label={label}
      reason={LEAST}
      act={act}
      close={close}
    />
  );
}
