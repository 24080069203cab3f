import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { PageProps } from '../page-props.ts';
import { dscsaCase, dscsaCasePath, dscsaKinds } from '../parts/dscsa-case.ts';
import { DscsaCaseActs } from '../parts/dscsa-case-acts.tsx';
import { DscsaFacts } from '../parts/dscsa-facts.tsx';
import { DscsaHistory } from '../parts/dscsa-history.tsx';
import { DscsaSuspect } from '../parts/dscsa-suspect.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useAsked } from '../parts/use-asked.ts';
import { Loading } from '../shell/loading.tsx';

const REFRESH_MS = 10_000;

/** One duty of the DSCSA: how it stands, until when, what it is about, and its history with the exact bytes. */
export function DscsaCaseDetail({ route }: PageProps) {
  const { data, error, refetch } = useAsked(dscsaCasePath(route.subject), dscsaCase, { every: REFRESH_MS });
  if (data === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  const { title, kind, problem, suspect } = data;
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={dscsaKinds[kind]} actions={<DscsaCaseActs row={data} again={refetch} />}>
          {title}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ProblemAlert error={error} />
        {problem !== undefined && (
          <Alert type="warning" header="It does not go on without a person">
            {problem}
          </Alert>
        )}
        <Container header={<Header variant="h2">How it stands</Header>}>
          <DscsaFacts row={data} />
        </Container>
        {suspect !== undefined && <DscsaSuspect suspect={suspect} />}
        <DscsaHistory row={data} />
      </SpaceBetween>
    </ContentLayout>
  );
}
