import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { toldOnboarding } from '../../shared/messages/onboarding-api.ts';
import { moveOnboarding } from '../../shared/network/onboarding/move-onboarding.ts';
import { type OnboardingAct, returnSteps } from '../../shared/network/onboarding/states.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { useHere } from '../shell/session-context.ts';
import { ApprovePartner } from './approve-partner.tsx';
import { ConfirmModal } from './confirm-modal.tsx';
import { onboardingPath, type Partnership } from './onboardings.ts';
import { ReturnOnboarding } from './return-onboarding.tsx';
import { useDeed } from './use-deed.tsx';

interface Given {
  readonly row: Partnership;
}

/** What is asked about, with the partnership as the person saw it: what is decided is that, whatever the partner does meanwhile. */
interface Asking {
  readonly act: Plain | 'return' | 'approve';
  readonly row: Partnership;
}

interface Plain {
  readonly act: 'suspend' | 'resume' | 'withdraw';
  readonly label: string;
  readonly question: string;
  readonly consequence: string;
  readonly told: string;
}

function plainActs({ partner, state }: Partnership): readonly Plain[] {
  const end = state === 'invited' ? 'Withdraw the invitation' : 'End the partnership';
  return [
    {
      act: 'withdraw',
      label: end,
      question: `${end}?`,
      consequence:
        'Its invitation and its machine client open nothing any more. What was shown is void; it can only be invited anew.',
      told: `The partnership with ${partner} is withdrawn.`,
    },
    {
      act: 'suspend',
      label: 'Suspend',
      question: `Suspend ${partner}?`,
      consequence: 'Nothing goes to the partner and nothing is taken from it, until it is resumed.',
      told: `${partner} is suspended.`,
    },
    {
      act: 'resume',
      label: 'Resume',
      question: `Resume ${partner}?`,
      consequence: 'It goes on where it was suspended.',
      told: `${partner} is resumed.`,
    },
  ];
}

/** What can be done with a partnership as it stands; a role that may not is offered nothing, the server decides. */
export function OnboardingActs({ row }: Given) {
  const { may, username } = useHere();
  const [asked, setAsked] = useState<Asking>();
  const fits = (act: OnboardingAct) => !isRefusal(moveOnboarding(row.state, act));
  const approves = may('master-data:approve');
  const isFree = row.liveSince === undefined || row.state === 'suspended';
  const offered = {
    suspend: approves && fits('suspend') && row.liveSince !== undefined,
    resume: approves && fits('resume'),
    withdraw: may('registry:write') && fits('withdraw') && isFree,
  };
  const back = approves ? returnSteps.filter((step) => fits(`return-to-${step}`)) : [];
  const waits = approves && row.state === 'approved-by-partner';
  const isOwn = row.invitedBy.includes(username);
  const close = () => setAsked(undefined);
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      {plainActs(row)
        .filter(({ act }) => offered[act])
        .map((plain) => (
          <Button key={plain.act} onClick={() => setAsked({ act: plain, row })}>
            {plain.label}
          </Button>
        ))}
      {back.length > 0 && <Button onClick={() => setAsked({ act: 'return', row })}>Send it back to a step</Button>}
      {waits && isOwn && <Box>It waits for somebody else to approve it: you have invited the partner.</Box>}
      {waits && !isOwn && (
        <Button variant="primary" onClick={() => setAsked({ act: 'approve', row })}>
          Approve the partnership
        </Button>
      )}
      {asked?.act === 'return' && <ReturnOnboarding row={asked.row} steps={back} close={close} />}
      {asked?.act === 'approve' && <ApprovePartner row={asked.row} close={close} />}
      {typeof asked?.act === 'object' && <PlainAct row={asked.row} plain={asked.act} close={close} />}
    </SpaceBetween>
  );
}

interface Asked extends Given {
  readonly close: () => void;
}

function PlainAct({ row: { partner }, plain, close }: Asked & { readonly plain: Plain }) {
  const deed = useDeed(
    (api, reason: string) => api.post(`${onboardingPath(partner)}/${plain.act}`, { reason }, toldOnboarding),
    () => plain.told,
  );
  return <ConfirmModal {...plain} reason={3} act={deed.mutateAsync} close={close} />;
}
