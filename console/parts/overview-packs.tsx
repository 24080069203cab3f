import { lazy, Suspense } from 'react';
import { Loading } from '../shell/loading.tsx';
import { OverviewCard } from './overview-card.tsx';
import { useLotsShown } from './use-lots-shown.ts';
import { useSeen } from './use-seen.ts';

const PacksChart = lazy(async () => ({ default: (await import('./packs-chart.tsx')).PacksChart }));

/** Pixels that the chart is given before it is there. */
const HEIGHT = 240;

/** What lines made of the lots that are shown (levels 1 and 2). Charts weigh a sixth of all that the overview loads: they are loaded for those who scroll to one. */
export function OverviewPacks() {
  const { element, isSeen } = useSeen<HTMLDivElement>();
  return (
    <div ref={element} style={{ height: '100%' }}>
      <OverviewCard title="Packs" description="Levels 1 and 2: what lines made, by lot" asked={useLotsShown()}>
        {({ lots }) => (
          <div style={{ minHeight: HEIGHT }}>
            <Suspense fallback={<Loading />}>{isSeen && <PacksChart lots={lots} />}</Suspense>
          </div>
        )}
      </OverviewCard>
    </div>
  );
}
