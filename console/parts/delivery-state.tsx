import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';

const types: Readonly<Record<string, StatusIndicatorProps.Type>> = {
  due: 'pending',
  sent: 'in-progress',
  acknowledged: 'success',
  delivered: 'success',
  'partially-accepted': 'warning',
  rejected: 'error',
  parked: 'error',
  held: 'stopped',
  corrected: 'info',
  closed: 'info',
  cancelled: 'stopped',
};

/** How far a delivery or a submission is. */
export function DeliveryState({ state }: { readonly state: string }) {
  return <StatusIndicator type={types[state] ?? 'pending'}>{state}</StatusIndicator>;
}
