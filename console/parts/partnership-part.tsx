import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';
import { OnboardingActs } from './onboarding-acts.tsx';
import { OnboardingSteps } from './onboarding-steps.tsx';
import type { Partnership } from './onboardings.ts';
import { PartnershipState } from './partnership-table.tsx';
import { said } from './said-value.ts';
import { When } from './when.tsx';
import { words } from './words.ts';

interface Given {
  readonly partner: string;
  readonly partnership: Partnership | undefined;
}

/** How a partnership stands: its steps with their evidence, what can be done, and its history. */
export function PartnershipPart({ partner, partnership }: Given) {
  const { may } = useHere();
  const label = partnership === undefined ? 'Invite the partner' : 'Invite it anew';
  const invite = may('registry:write') && (
    <Button href={routeTo('partners', '', { do: 'invite', partner })}>{label}</Button>
  );
  if (partnership === undefined)
    return (
      <Container
        header={
          <Header variant="h2" actions={invite}>
            How the partnership stands
          </Header>
        }
      >
        It was not invited: what is in its master data, our own people have entered.
      </Container>
    );
  const actions = (
    <SpaceBetween direction="horizontal" size="xs">
      {invite}
      <OnboardingActs row={partnership} />
    </SpaceBetween>
  );
  return (
    <SpaceBetween size="l">
      <Notes row={partnership} />
      <Container
        header={
          <Header variant="h2" actions={actions} info={<PartnershipState state={partnership.state} />}>
            How the partnership stands
          </Header>
        }
      >
        <OnboardingSteps row={partnership} />
      </Container>
      <ExpandableSection variant="container" headerText="History">
        <ol className="history">
          {partnership.history.map(({ at, by, act, detail }) => (
            <li key={`${at} ${act}`}>
              <When at={at} /> {words(act).toLowerCase()} by {by}
              {detail !== undefined && `: ${said(detail)}`}
            </li>
          ))}
        </ol>
      </ExpandableSection>
    </SpaceBetween>
  );
}

function Notes({ row: { state, missing, suspended, returned, submitted } }: { readonly row: Partnership }) {
  return (
    <>
      {suspended !== undefined && (
        <Alert type="warning" header={`Suspended by ${suspended.by}`}>
          {suspended.reason}
        </Alert>
      )}
      {returned !== undefined && (
        <Alert type="warning" header={`Sent back by ${returned.by}`}>
          {returned.reason}
        </Alert>
      )}
      {submitted !== undefined && (
        <Alert type="info">Version {submitted.version} of the master data waits for our approval.</Alert>
      )}
      {missing.length > 0 && state !== 'withdrawn' && (
        <Alert type="info">Missing before both can approve: {missing.join(', ')}.</Alert>
      )}
    </>
  );
}
