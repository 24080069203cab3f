import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { LineView } from '../../shared/messages/line-status.ts';
import { count } from './count.ts';
import { LineState } from './line-state.tsx';
import { LinkTo } from './link-to.tsx';
import { percent } from './percent.ts';
import { When } from './when.tsx';

/** One line: its state, batch, counts, why packs were rejected, how well it runs, and its alarms. */
export function LineCard({ line }: { readonly line: LineView }) {
  const { order, counters, oee, heardAt, mode } = line;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            <>
              Heard <When at={heardAt} />
            </>
          }
          actions={<LineState line={line} />}
        >
          {line.line}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {order !== undefined && (
          <ProgressBar
            value={order.quantity === 0 ? 0 : Math.min(100, (100 * counters.processed) / order.quantity)}
            label={
              <>
                Batch{' '}
                <LinkTo page="lots" query={{ begins: order.lot, product: order.gtin }}>
                  {order.lot}
                </LinkTo>
                , order {order.order}: {order.state}
              </>
            }
            ariaLabel={`Batch ${order.lot}`}
            additionalInfo={`${count(counters.processed)} of ${count(order.quantity)} packs processed`}
          />
        )}
        <KeyValuePairs
          columns={4}
          items={[
            { label: 'Mode', value: mode },
            { label: 'Consumed', value: count(counters.consumed) },
            { label: 'Good', value: count(counters.processed - counters.defective) },
            { label: 'Rejected', value: count(counters.defective) },
            { label: 'Availability', value: percent(oee.availability) },
            { label: 'Performance', value: percent(oee.performance) },
            { label: 'Quality', value: percent(oee.quality) },
            { label: 'OEE', value: percent(oee.oee) },
          ]}
        />
        <ColumnLayout columns={2} variant="text-grid">
          <Reasons byReason={counters.byReason} />
          <Alarms line={line} />
        </ColumnLayout>
      </SpaceBetween>
    </Container>
  );
}

function Reasons({ byReason }: Pick<LineView['counters'], 'byReason'>) {
  const reasons = Object.entries(byReason).sort(([, one], [, other]) => other - one);
  return (
    <div>
      <Box variant="awsui-key-label">Why packs were rejected</Box>
      {reasons.length === 0 && <Box color="text-body-secondary">None was.</Box>}
      <ul className="plain">
        {reasons.map(([reason, times]) => (
          <li key={reason}>
            {count(times)} · {reason}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Alarms({ line: { alarms } }: { readonly line: LineView }) {
  return (
    <div>
      <Box variant="awsui-key-label">Alarms that nobody has acknowledged</Box>
      {alarms.length === 0 && <Box color="text-body-secondary">None.</Box>}
      <ul className="plain">
        {alarms.map(({ code, detail, stops, raisedAt }) => (
          <li key={`${code} ${raisedAt} ${detail}`}>
            <StatusIndicator type={stops ? 'error' : 'warning'}>
              {code}: {detail}
            </StatusIndicator>{' '}
            <When at={raisedAt} />
          </li>
        ))}
      </ul>
    </div>
  );
}
