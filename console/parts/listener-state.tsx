import Box from '@cloudscape-design/components/box';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ListenerView } from '../../shared/announcements/listeners-api.ts';

const types: Readonly<Record<ListenerView['state'], StatusIndicatorProps.Type>> = {
  active: 'success',
  paused: 'stopped',
  parked: 'error',
  stopped: 'error',
};

/** Whether a listener is told, and why not where the last message was not taken. */
export function ListenerState({
  listener: { state, failure },
}: {
  readonly listener: Pick<ListenerView, 'state' | 'failure'>;
}) {
  return (
    <>
      <StatusIndicator type={state === 'active' && failure !== undefined ? 'warning' : types[state]}>
        {state}
      </StatusIndicator>
      {failure !== undefined && (
        <Box fontSize="body-s" color="text-body-secondary">
          {failure}
        </Box>
      )}
    </>
  );
}
