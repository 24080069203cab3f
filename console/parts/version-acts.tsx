import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useHere } from '../shell/session-context.ts';
import { ApproveVersion } from './approve-version.tsx';
import { ConfirmModal } from './confirm-modal.tsx';
import { type Version, versionShape } from './master-kinds.ts';
import { queryPath } from './query-path.ts';
import { SubmitVersion } from './submit-version.tsx';
import { useDeed } from './use-deed.tsx';
import type { Versioned } from './versioned.ts';

interface Given {
  readonly subject: Versioned;
  readonly latest: Version;
  /** Goes to where a new version is written. */
  readonly change: () => void;
}

const words = {
  change: 'Change',
  submit: 'Submit for approval',
  reject: 'Send back',
  approve: 'Approve',
  drop: 'Drop',
  withdraw: 'Withdraw',
} as const;
type Act = keyof typeof words;

interface Asking {
  readonly act: Act;
  /** The version as the person saw it: what is decided is that, and refused where it has changed meanwhile. */
  readonly latest: Version;
}

/** What can be done with the latest version of a thing; what the role may not do, or nobody may with his own work, is not offered. */
export function VersionActs({ subject, latest, change }: Given) {
  const [asked, setAsked] = useState<Asking>();
  const acts = useOffered(subject, latest);
  const close = () => setAsked(undefined);
  const primary = acts.includes('approve') ? 'approve' : 'submit';
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {acts.map((act) => (
        <Button
          key={act}
          variant={act === primary ? 'primary' : 'normal'}
          onClick={() => (act === 'change' ? change() : setAsked({ act, latest }))}
        >
          {act === 'drop' ? `Drop version ${latest.version}` : words[act]}
        </Button>
      ))}
      {asked !== undefined && <AskedAct subject={subject} {...asked} close={close} />}
    </SpaceBetween>
  );
}

function useOffered({ revives }: Versioned, { standing, authors }: Version): readonly Act[] {
  const { may, username } = useHere();
  const writes = may('registry:write');
  const isOpen = standing === 'draft' || standing === 'submitted';
  const isOver = standing === 'withdrawn';
  const decides = standing === 'submitted' && may('master-data:approve') && !authors.includes(username);
  const offered: Record<Act, boolean> = {
    drop: writes && isOpen,
    withdraw: writes && !isOpen && !isOver,
    change: writes && standing !== 'submitted' && (!isOver || revives),
    submit: writes && standing === 'draft',
    reject: decides,
    approve: decides,
  };
  return (['drop', 'withdraw', 'change', 'submit', 'reject', 'approve'] as const).filter((act) => offered[act]);
}

interface Asked {
  readonly subject: Versioned;
  readonly latest: Version;
  readonly close: () => void;
}

function AskedAct({ act, ...about }: Asked & { readonly act: Act }) {
  if (act === 'submit') return <SubmitVersion {...about} />;
  if (act === 'approve') return <ApproveVersion {...about} />;
  if (act === 'reject') return <Reject {...about} />;
  if (act === 'drop') return <Drop {...about} />;
  return act === 'withdraw' ? <Withdraw {...about} /> : null;
}

function Reject({ subject: { path, name }, latest: { version, revision }, close }: Asked) {
  const reject = useDeed(
    (api, reason: string) => api.post(`${path}/reject`, { version, revision, reason }, versionShape),
    () => `Version ${version} of ${name} was sent back to its authors.`,
  );
  return (
    <ConfirmModal
      question={`Send version ${version} back?`}
      consequence="Its authors may change it and submit it again."
      label="Send back"
      reason={3}
      act={reject.mutateAsync}
      close={close}
    />
  );
}

function Drop({ subject: { path, name }, latest: { version }, close }: Asked) {
  const drop = useDeed(
    (api) => api.remove(`${path}/versions/${version}`),
    () => `Version ${version} of ${name} was dropped.`,
  );
  return (
    <ConfirmModal
      question={`Drop version ${version}?`}
      consequence="It will never be in force. Its history stays."
      label={`Drop version ${version}`}
      act={() => drop.mutateAsync()}
      close={close}
    />
  );
}

function Withdraw({ subject: { path, name, withdrawn }, close }: Omit<Asked, 'latest'>) {
  const withdraw = useDeed(
    (api, reason: string) => api.remove(queryPath(path, { reason })),
    () => `The withdrawal of ${name} waits for somebody else to approve it.`,
  );
  return (
    <ConfirmModal
      question={`Withdraw ${name}?`}
      consequence={`Once somebody else has approved it, ${withdrawn}`}
      label="Withdraw"
      reason={1}
      act={withdraw.mutateAsync}
      close={close}
    />
  );
}
