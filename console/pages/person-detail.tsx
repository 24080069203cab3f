import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type Person, person } from '../../shared/access/member.ts';
import type { PageProps } from '../page-props.ts';
import { LinkTo } from '../parts/link-to.tsx';
import { MemberState } from '../parts/member-state.tsx';
import { PersonActs } from '../parts/person-acts.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useAsked } from '../parts/use-asked.ts';
import { When } from '../parts/when.tsx';
import { Loading } from '../shell/loading.tsx';
import { useHere } from '../shell/session-context.ts';

const REFRESH_MS = 10_000;

/** One person: role, state, and what can be done about it. */
export function PersonDetail({ route }: PageProps) {
  const { may } = useHere();
  const { data, error, refetch } = useAsked(`/api/users/${encodeURIComponent(route.subject)}`, person, {
    every: REFRESH_MS,
  });
  if (data === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  const actions = may('people:write') && data.state !== 'removed' && <PersonActs person={data} />;
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={data.username} actions={actions}>
          {data.name ?? data.username}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ProblemAlert error={error} />
        <Container header={<Header variant="h2">Who it is</Header>}>
          <KeyValuePairs columns={4} items={factsOf(data, may('audit:read'))} />
        </Container>
      </SpaceBetween>
    </ContentLayout>
  );
}

function factsOf({ username, email, role, state, changedAt, changedBy }: Person, isTrailSeen: boolean) {
  const trails = [
    {
      label: 'Registered and changed',
      query: { subject: `user ${username}`, exact: 'true' },
      words: 'Changes of this person',
    },
    { label: 'Has done', query: { by: username }, words: 'Changes by this person' },
  ].map(({ label, query, words }) => ({
    label,
    value: (
      <LinkTo page="audit" query={query}>
        {words}
      </LinkTo>
    ),
  }));
  return [
    { label: 'State', value: <MemberState state={state} /> },
    { label: 'Role', value: <LinkTo page="roles">{role}</LinkTo> },
    { label: 'E-mail', value: email ?? 'forgotten' },
    {
      label: 'Last change',
      value: (
        <>
          <When at={changedAt} /> by {changedBy}
        </>
      ),
    },
    ...(isTrailSeen ? trails : []),
  ];
}
