import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { onboardingWithHistory } from '../../shared/messages/onboarding-api.ts';
import type { PageProps } from '../page-props.ts';
import { changeQuery } from '../parts/change-query.ts';
import { onboardingPath } from '../parts/onboardings.ts';
import { PartnerForm } from '../parts/partner-form.tsx';
import { PartnerTabs } from '../parts/partner-tabs.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { isNotFound, useAsked } from '../parts/use-asked.ts';
import { useLatest } from '../parts/use-latest.ts';
import { VersionActs } from '../parts/version-acts.tsx';
import type { Versioned } from '../parts/versioned.ts';
import { Loading } from '../shell/loading.tsx';
import { useHere } from '../shell/session-context.ts';

const REFRESH_MS = 10_000;

/** One partner: its onboarding, its master data with the channel, what proves who we are, and what is exchanged. One that was only just invited has no version yet. */
export function PartnerDetail({ route }: PageProps) {
  const { may } = useHere();
  const id = route.subject;
  const path = `/api/partners/${encodeURIComponent(id)}`;
  const { latest, error, isPending, refetch } = useLatest(path, REFRESH_MS);
  const partnership = useAsked(onboardingPath(id), onboardingWithHistory, { every: REFRESH_MS });
  if (isPending || partnership.isPending) return <Loading />;
  const fault = [error, partnership.error].find((one) => one !== null && !isNotFound(one));
  if (fault !== undefined) return <ProblemAlert error={fault} again={refetch} />;
  if (latest === undefined && partnership.data === undefined)
    return <ProblemAlert error={error ?? partnership.error} again={refetch} />;
  const turn = (to: string) => changeQuery(route, { do: to });
  const isChanging = route.query.get('do') === 'change' && may('registry:write') && latest?.standing !== 'submitted';
  if (isChanging && latest !== undefined)
    return (
      <ContentLayout header={<Header variant="h1">Change partner {id}</Header>}>
        <Container>
          <PartnerForm before={{ id, content: latest.content ?? {} }} saved={() => turn('')} cancel={() => turn('')} />
        </Container>
      </ContentLayout>
    );
  const name = latest?.content?.['name'] ?? partnership.data?.profile?.name;
  const subject: Versioned = {
    path,
    name: `partner ${id}`,
    withdrawn: 'nothing goes to it or comes from it. Its history stays.',
    dated: true,
    revives: true,
  };
  const acts = latest !== undefined && <VersionActs subject={subject} latest={latest} change={() => turn('change')} />;
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={typeof name === 'string' ? name : undefined} actions={acts}>
          Partner {id}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <PartnerTabs route={route} latest={latest} partnership={partnership.data} />
      </SpaceBetween>
    </ContentLayout>
  );
}
