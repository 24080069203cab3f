import Box from '@cloudscape-design/components/box';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { type LineView, linePage } from '../../shared/messages/line-status.ts';
import { count } from './count.ts';
import { LotsAtPackers } from './lots-at-packers.tsx';
import { OverviewCard } from './overview-card.tsx';
import { useAsked } from './use-asked.ts';
import { useOverview } from './use-overview.ts';
import { When } from './when.tsx';

const REFRESH_MS = 5_000;
/** A line tells how it stands every half minute; one that is silent so long is not known. */
const SILENT_MS = 120_000;

/** Lines and their devices (levels 1 and 2): state, batch, alarms. */
export function OverviewLines() {
  const asked = useAsked('/api/lines?perPage=20', linePage, { every: REFRESH_MS });
  const away = useOverview().data?.lots.atPackers ?? [];
  return (
    <OverviewCard title="Lines" description="Levels 1 and 2: what runs now" asked={asked}>
      {({ lines }) =>
        lines.length + away.length === 0 ? (
          <Box color="text-body-secondary">
            No line has told how it stands, and no packer has a lot in work. An agent at a site tells of its lines.
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
  const { site, line: name, state, order, counters, alarms, heardAt } = line;
  const isSilent = Date.now() - Date.parse(heardAt) > SILENT_MS;
  const alarm = alarms[0];
  return (
    <div>
      <SpaceBetween direction="horizontal" size="s">
        <b>
          {site} · {name}
        </b>
        <StatusIndicator type={isSilent ? 'stopped' : typeOf(line)}>
          {isSilent ? 'not heard since ' : state}
          {isSilent && <When at={heardAt} />}
        </StatusIndicator>
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

/** States of PackML, as they concern who is not at the line. */
function typeOf({ state, alarms }: LineView): StatusIndicatorProps.Type {
  if (/abort/i.test(state)) return 'error';
  if (alarms.some(({ stops }) => stops)) return 'error';
  if (/execute/i.test(state)) return 'success';
  if (/held|hold|suspend|stop/i.test(state)) return 'warning';
  return 'pending';
}
