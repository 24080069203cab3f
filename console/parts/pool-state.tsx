import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ToldPool } from '../../shared/messages/pools-api.ts';

/** Whether a pool issues, and whether it runs low. */
export function PoolState({ pool: { state, low, left } }: { readonly pool: Pick<ToldPool, 'state' | 'low' | 'left'> }) {
  if (state === 'frozen') return <StatusIndicator type="warning">frozen</StatusIndicator>;
  if (state === 'retired') return <StatusIndicator type="stopped">retired</StatusIndicator>;
  if (left === 0) return <StatusIndicator type="error">empty</StatusIndicator>;
  return low ? <StatusIndicator type="warning">runs low</StatusIndicator> : <StatusIndicator>enough</StatusIndicator>;
}
