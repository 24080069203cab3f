import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { onboardingWithHistory } from '../../shared/messages/onboarding-api.ts';
import type { PageProps } from '../page-props.ts';
import { seenTag } from '../parts/begun.ts';
import { changeQuery } from '../parts/change-query.ts';
import { versionPage } from '../parts/master-kinds.ts';
import { MeanwhileNote } from '../parts/meanwhile-note.tsx';
import { onboardingPath } from '../parts/onboardings.ts';
import { PartnerForm } from '../parts/partner-form.tsx';
import { PartnerTabs } from '../parts/partner-tabs.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { queryPath } from '../parts/query-path.ts';
import { useAskedOrNone } from '../parts/use-asked.ts';
import { useBegun } from '../parts/use-begun.ts';
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
  const versions = useAskedOrNone(queryPath(`${path}/versions`, { perPage: 1 }), versionPage, { every: REFRESH_MS });
  const onboarding = useAskedOrNone(onboardingPath(id), onboardingWithHistory, { every: REFRESH_MS });
  const latest = versions.data?.versions[0];
  const begun = useBegun(route.query.get('do') === 'change' && may('registry:write'), latest);
  const failed = [versions, onboarding].find((one) => one.error !== null);
  const error = failed?.error ?? null;
  if (versions.data === undefined || onboarding.data === undefined)
    return failed === undefined ? <Loading /> : <ProblemAlert error={error} again={failed.refetch} />;
  const partnership = onboarding.data ?? undefined;
  if (latest === undefined && partnership === undefined) return <Alert type="info">There is no partner {id}.</Alert>;
  const turn = (to: string) => changeQuery(route, { do: to });
  if (begun !== undefined && latest !== undefined)
    return (
      <ContentLayout header={<Header variant="h1">Change partner {id}</Header>}>
        <SpaceBetween size="l">
          <MeanwhileNote begun={begun} latest={latest} />
          <Container>
            <PartnerForm
              before={{ id, content: begun.content ?? {}, seen: seenTag(begun) }}
              saved={() => turn('')}
              cancel={() => turn('')}
            />
          </Container>
        </SpaceBetween>
      </ContentLayout>
    );
  const name = latest?.content?.['name'] ?? partnership?.profile?.name;
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
        <ProblemAlert error={error} />
        <PartnerTabs route={route} latest={latest} partnership={partnership} />
      </SpaceBetween>
    </ContentLayout>
  );
}
