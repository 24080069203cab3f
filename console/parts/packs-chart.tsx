import BarChart from '@cloudscape-design/components/bar-chart';
import type { Lot } from '../../shared/messages/lots-api.ts';
import { count } from './count.ts';

interface Given {
  readonly lots: readonly Lot[];
}

/** Pixels: of the axis, and of a lot. */
const [AXIS, BAR] = [30, 40];

/** Packs that lines made and rejected, lot by lot. */
export function PacksChart({ lots }: Given) {
  const reported = lots.flatMap(({ lot, report }) => (report === undefined ? [] : [{ lot, report }]));
  const data = (of: (report: (typeof reported)[number]['report']) => number) =>
    reported.map(({ lot, report }) => ({ x: lot, y: of(report) }));
  return (
    <BarChart
      ariaLabel="Packs by lot"
      height={AXIS + BAR * reported.length}
      hideFilter
      stackedBars
      horizontalBars
      xScaleType="categorical"
      xDomain={reported.map(({ lot }) => lot)}
      xTitle="Lot"
      yTitle="Packs"
      series={[
        { title: 'Commissioned', type: 'bar', data: data(({ commissioned }) => commissioned), valueFormatter: count },
        { title: 'Rejected', type: 'bar', data: data(({ rejected }) => rejected), valueFormatter: count },
      ]}
      i18nStrings={{ yTickFormatter: count }}
      empty="No line has reported a lot yet."
    />
  );
}
