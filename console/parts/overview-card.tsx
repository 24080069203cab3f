import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Loading } from '../shell/loading.tsx';
import { LinkTo } from './link-to.tsx';
import { ProblemAlert } from './problem-alert.tsx';

interface Given<Told> {
  readonly title: string;
  readonly description: string;
  /** The page that tells more. */
  readonly more?: string;
  readonly asked: Pick<UseQueryResult<Told>, 'data' | 'error' | 'refetch'>;
  readonly children: (told: Told) => ReactNode;
}

/** One part of the overview. One that fails takes no other with it. */
export function OverviewCard<Told>({ title, description, more, asked, children }: Given<Told>) {
  const { data, error, refetch } = asked;
  const actions = more === undefined ? undefined : <LinkTo page={more}>All of them</LinkTo>;
  return (
    <Container
      fitHeight
      header={
        <Header variant="h2" description={description} actions={actions}>
          {title}
        </Header>
      }
    >
      {error !== null && <ProblemAlert error={error} again={refetch} />}
      {data === undefined ? error === null && <Loading /> : children(data)}
    </Container>
  );
}
