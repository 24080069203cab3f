import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';

const types: Readonly<Record<string, StatusIndicatorProps.Type>> = {
  allocated: 'pending',
  delivered: 'in-progress',
  consumed: 'success',
  closed: 'stopped',
};

/** How far the numbers of a request are: given out, in the hands of who asked, used up or closed. */
export function BlockState({ state }: { readonly state: string }) {
  return <StatusIndicator type={types[state] ?? 'info'}>{state}</StatusIndicator>;
}
