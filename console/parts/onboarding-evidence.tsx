import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import type { ReactNode } from 'react';
import type { OnboardingState } from '../../shared/network/onboarding/states.ts';
import { ContentFacts } from './content-facts.tsx';
import { JudgedFiles } from './judged-files.tsx';
import type { Partnership } from './onboardings.ts';
import { ProbeSteps } from './probe-steps.tsx';
import { When } from './when.tsx';

interface Given {
  readonly row: Partnership;
  readonly step: OnboardingState;
}

/** What a step of a partnership left as evidence; nothing where it has not come to it. */
export function OnboardingEvidence({ row: { invitation, profile, channel, evidence }, step }: Given) {
  if (step === 'invited' && invitation !== undefined)
    return (
      <Line>
        Invited by {invitation.by}, <When at={invitation.at} />; the link opens until <When at={invitation.expiresAt} />
      </Line>
    );
  if (step === 'profile' && profile !== undefined)
    return (
      <More title="What it says of itself">
        <ContentFacts content={{ ...profile }} order={['name', 'party', 'gln', 'kind', 'address']} />
      </More>
    );
  if (step === 'channel' && channel !== undefined)
    return (
      <More title="How it is reached">
        <ContentFacts content={{ ...channel }} order={['channel', 'url']} />
      </More>
    );
  if (step === 'connection-test' && evidence.connection !== undefined)
    return (
      <More title="What was seen">
        <Line>
          <When at={evidence.connection.at} />
        </Line>
        <ProbeSteps steps={evidence.connection.steps} />
      </More>
    );
  if (step === 'message-test') return <Messages evidence={evidence} />;
  return <Approvals evidence={evidence} step={step} />;
}

interface Proof {
  readonly evidence: Partnership['evidence'];
}

function Approvals({ evidence: { partner, ours }, step }: Proof & Pick<Given, 'step'>) {
  if (step === 'approval' && partner !== undefined)
    return (
      <Line>
        <span>{[partner.name, partner.title].filter(Boolean).join(', ')}</span>, <When at={partner.at} />, of{' '}
        <code>{partner.digest}</code>
      </Line>
    );
  if (step === 'approved-by-partner' && ours !== undefined)
    return (
      <Line>
        Signed by {ours.name ?? ours.by}, <When at={ours.at} />: {ours.meaning}
        {ours.reason !== undefined && `, ${ours.reason}`}
      </Line>
    );
  return null;
}

function Messages({ evidence: { files, sent } }: Proof) {
  if (files.length === 0 && sent === undefined) return null;
  return (
    <More title="What was sent and judged">
      <JudgedFiles files={files} />
      {sent !== undefined && (
        <Line>
          Our message {sent.id}: {sent.verdict}, <When at={sent.at} />;{' '}
          {sent.acknowledged === undefined ? (
            'the partner has not told what came'
          ) : (
            <>
              the partner told the same bytes, <When at={sent.acknowledged.at} />
            </>
          )}
        </Line>
      )}
    </More>
  );
}

const Line = ({ children }: { readonly children: ReactNode }) => (
  <Box fontSize="body-s" color="text-body-secondary">
    {children}
  </Box>
);

const More = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <ExpandableSection headerText={title}>{children}</ExpandableSection>
);
