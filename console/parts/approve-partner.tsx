import SpaceBetween from '@cloudscape-design/components/space-between';
import { toldOnboarding } from '../../shared/messages/onboarding-api.ts';
import { OnboardingEvidence } from './onboarding-evidence.tsx';
import { onboardingPath, type Partnership } from './onboardings.ts';
import { SignModal } from './sign-modal.tsx';
import { useDeed } from './use-deed.tsx';

interface Given {
  /** The partnership as the person saw it. */
  readonly row: Partnership;
  readonly close: () => void;
}

/** Our approval of what the partner has approved, under a signature: by the digest of what is shown, which the server refuses once the partner has approved something else. */
export function ApprovePartner({ row, close }: Given) {
  const { partner, evidence } = row;
  const digest = evidence.partner?.digest ?? '';
  const approve = useDeed(
    (api, signature: object) => api.post(`${onboardingPath(partner)}/approve`, { digest, signature }, toldOnboarding),
    () => `${partner} is approved, and in force.`,
  );
  return (
    <SignModal
      label="Approve the partnership"
      chosen={{ digest }}
      meanings={['approved for the exchange of documents']}
      sign={({ meaning, reason }) => approve.mutateAsync({ meaning, reason })}
      close={close}
    >
      <SpaceBetween size="xs">
        <span>What the partner approved comes into force with your signature.</span>
        <OnboardingEvidence row={row} step="approval" />
        <OnboardingEvidence row={row} step="profile" />
        <OnboardingEvidence row={row} step="channel" />
      </SpaceBetween>
    </SignModal>
  );
}
