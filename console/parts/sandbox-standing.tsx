import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { count } from './count.ts';
import { counted } from './counted.ts';
import { saidOf } from './problem-alert.tsx';
import { useTurned } from './turn-sandbox.ts';

/** How a sandbox is turned, in a line. */
export function SandboxStanding({ control }: { readonly control: string }) {
  const { data, error } = useTurned(control);
  if (data === undefined)
    return error === null ? (
      <StatusIndicator type="loading">asking it</StatusIndicator>
    ) : (
      <StatusIndicator type="error">{saidOf(error).title}</StatusIndicator>
    );
  const { faults, aheadSeconds = 0, delayMs } = data;
  const said = [
    ...(faults.length === 0 ? [] : [`${counted(faults.length, 'fault')} planned`]),
    ...(aheadSeconds === 0 ? [] : [`clock ${count(aheadSeconds)} s ahead`]),
    ...(delayMs === undefined ? [] : [`answers after ${count(delayMs)} ms`]),
  ];
  const isPlain = faults.length === 0 && aheadSeconds === 0;
  return (
    <StatusIndicator wrapText={false} type={isPlain ? 'success' : 'warning'}>
      {said.join(', ') || 'as it is'}
    </StatusIndicator>
  );
}
