import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Lot } from '../../shared/messages/lots-api.ts';
import { Loading } from '../shell/loading.tsx';
import { LotFigures } from './lot-figures.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import type { Counting } from './use-counted.ts';

interface Given {
  readonly lot: Lot;
  readonly counting: Counting;
}

/** The reconciliation of a lot. It fails alone: a lot that is too large to be counted still has its page. */
export function LotCounting({ lot, counting: { data, error, isFetching, refetch } }: Given) {
  const count = () => void refetch();
  if (data === undefined)
    return (
      <Container header={<Header variant="h2">Reconciliation</Header>}>
        {error === null ? <Loading what="Counting" /> : <ProblemAlert error={error} again={count} />}
      </Container>
    );
  const again = (
    <Button onClick={count} loading={isFetching} loadingText="Counting">
      Count again
    </Button>
  );
  return (
    <SpaceBetween size="m">
      <ProblemAlert error={error} />
      <LotFigures lot={lot} counted={data} actions={again} />
    </SpaceBetween>
  );
}
