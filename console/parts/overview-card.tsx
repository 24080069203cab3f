import Box from '@cloudscape-design/components/box';
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
  /** The page that tells all of it, and how it is narrowed. */
  readonly all?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** How many are shown, where there are others. */
  readonly cutTo?: (told: Told) => number | undefined;
  readonly asked: Pick<UseQueryResult<Told>, 'data' | 'error' | 'refetch'>;
  readonly children: (told: Told) => ReactNode;
}

/** One part of the overview. One that fails takes no other with it. */
export function OverviewCard<Told>({ title, description, all, query, cutTo, asked, children }: Given<Told>) {
  const { data, error, refetch } = asked;
  const shown = data === undefined ? undefined : cutTo?.(data);
  const actions = all !== undefined && (
    <Box>
      {shown !== undefined && `${shown} of more · `}
      <LinkTo page={all} ariaLabel={`All of them: ${title}`} {...(query && { query })}>
        All of them
      </LinkTo>
    </Box>
  );
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
