import Box from '@cloudscape-design/components/box';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { type LineView, linePage } from '../../shared/messages/line-status.ts';
import { count } from './count.ts';
import { LineState } from './line-state.tsx';
import { LotsAtPackers } from './lots-at-packers.tsx';
import { OverviewCard } from './overview-card.tsx';
import { linesRest } from './overview-pace.ts';
import { useAsked } from './use-asked.ts';
import { useOverview } from './use-overview.ts';

const REFRESH_MS = 5_000;
const SHOWN = 20;

/** Lines and their devices (levels 1 and 2): state, batch, alarms. */
export function OverviewLines() {
  const asked = useAsked(`/api/lines?first=alarms&perPage=${SHOWN}`, linePage, {
    every: REFRESH_MS,
    rest: linesRest,
  });
  const away = useOverview().data?.lots.atPackers ?? [];
  return (
    <OverviewCard
      title="Lines"
      description="Levels 1 and 2: what runs now, those with alarms first"
      all="sites"
      cutTo={({ lines, more }) => (more ? lines.length : undefined)}
      asked={asked}
    >
      {({ lines }) =>
        lines.length + away.length === 0 ? (
          <Box color="text-body-secondary">
            No line has told how it stands, and no packer has a lot in work. An agent at a site tells of its lines;
            those of a contract packer are told to the packer alone, and of your orders there it is told how they stand.
          </Box>
        ) : (
          <SpaceBetween size="m">
            {lines.map((line) => (
              <Line key={`${line.site} ${line.line}`} line={line} />
            ))}
            <LotsAtPackers lots={away} />
          </SpaceBetween>
        )
      }
    </OverviewCard>
  );
}

function Line({ line }: { readonly line: LineView }) {
  const { site, line: name, order, counters, alarms } = line;
  const alarm = alarms[0];
  return (
    <div>
      <SpaceBetween direction="horizontal" size="s">
        <b>
          {site} · {name}
        </b>
        <LineState line={line} />
      </SpaceBetween>
      {order !== undefined && (
        <ProgressBar
          value={order.quantity === 0 ? 0 : Math.min(100, (100 * counters.processed) / order.quantity)}
          label={`Lot ${order.lot}`}
          additionalInfo={`${count(counters.processed - counters.defective)} good and ${count(counters.defective)} rejected of ${count(order.quantity)}`}
        />
      )}
      {alarm !== undefined && (
        <StatusIndicator type={alarm.stops ? 'error' : 'warning'}>
          {alarm.code}: {alarm.detail}
          {alarms.length > 1 && ` (and ${alarms.length - 1} more)`}
        </StatusIndicator>
      )}
    </div>
  );
}
