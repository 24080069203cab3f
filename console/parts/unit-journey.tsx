import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Loading } from '../shell/loading.tsx';
import { JourneyMap } from './journey-map.tsx';
import { JourneyStep } from './journey-step.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { queryPath } from './query-path.ts';
import { stopsOf } from './stops-of.ts';
import { historyShape, unitPath } from './unit-shape.ts';
import { usePaged } from './use-paged.tsx';
import { usePlaces } from './use-places.ts';

interface Given {
  readonly epc: string;
  readonly at: string | undefined;
  readonly openEvent: (eventId: string) => void;
}

const PER_PAGE = 20;
const REFRESH_MS = 15_000;

/** What happened to a unit, newest first, as a timeline and on a map; what happened to its containers says through which. */
export function UnitJourney({ epc, at, openEvent }: Given) {
  const path = queryPath(`${unitPath(epc)}/history`, { perPage: PER_PAGE });
  const { listed, page, pagination } = usePaged(path, historyShape, { every: REFRESH_MS });
  const steps = page?.history ?? [];
  const places = usePlaces(steps);
  const until = at === undefined ? Number.POSITIVE_INFINITY : Date.parse(at);
  const header = (
    <Header variant="h2" actions={pagination} description="Each time leads to the unit as it was then">
      Journey
    </Header>
  );
  return (
    <Container header={header}>
      <SpaceBetween size="m">
        <ProblemAlert error={listed.error} again={listed.refetch} />
        {page === undefined && listed.error === null && <Loading what="Looking for its journey" />}
        <JourneyMap stops={stopsOf(steps, places)} />
        <ol className="journey" aria-label="Journey, newest first">
          {steps.map((step) => (
            <JourneyStep
              key={`${step.eventId} ${step.epc}`}
              step={step}
              unit={epc}
              at={at}
              isLater={Date.parse(step.eventTime) > until}
              places={places}
              openEvent={openEvent}
            />
          ))}
        </ol>
      </SpaceBetween>
    </Container>
  );
}
