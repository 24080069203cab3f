import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { PageProps } from '../page-props.ts';
import { changeQuery } from '../parts/change-query.ts';
import { EventView } from '../parts/event-view.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { queryPath } from '../parts/query-path.ts';
import { TimePoint } from '../parts/time-point.tsx';
import { UnitFacts } from '../parts/unit-facts.tsx';
import { UnitJourney } from '../parts/unit-journey.tsx';
import { unitPath, unitShape } from '../parts/unit-shape.ts';
import { UnitStays } from '../parts/unit-stays.tsx';
import { UnitTree } from '../parts/unit-tree.tsx';
import { useAsked } from '../parts/use-asked.ts';
import { Loading } from '../shell/loading.tsx';

const REFRESH_MS = 15_000;

/** One unit, as of the time in the address; an event of it where the address names one. While another time is asked for, nothing is shown of the one before. */
export function TracedUnit({ route }: PageProps) {
  const { subject: epc, query } = route;
  const [at, event] = [query.get('at'), query.get('event')];
  const { data: unit, error, refetch } = useAsked(queryPath(unitPath(epc), { at }), unitShape, { every: REFRESH_MS });
  return (
    <SpaceBetween size="l">
      <Container>
        <TimePoint at={at} change={(to) => changeQuery(route, { at: to })} />
      </Container>
      <ProblemAlert error={error} again={refetch} />
      {unit === undefined ? (
        error === null && <Loading what="Looking" />
      ) : (
        <>
          <UnitFacts unit={unit} at={at} />
          <UnitJourney epc={unit.epc} at={at} openEvent={(id) => changeQuery(route, { event: id })} />
          <UnitStays epc={unit.epc} at={at} />
          {unit.children > 0 && <UnitTree key={`${unit.epc} ${at}`} unit={unit} at={at} />}
        </>
      )}
      {event !== undefined && <EventView eventId={event} close={() => changeQuery(route, { event: undefined })} />}
    </SpaceBetween>
  );
}
