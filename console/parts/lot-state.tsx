import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { Lot } from '../../shared/messages/lots-api.ts';

const types: Record<Lot['state'], StatusIndicatorProps.Type> = {
  assigned: 'in-progress',
  reported: 'pending',
  released: 'success',
  cancelled: 'stopped',
};

/** The lot's state; of an order that was not reported, how it stands at its site, and the revision that its site has not answered. */
export function LotState({ lot }: { readonly lot: Pick<Lot, 'state' | 'revision' | 'standing'> }) {
  return <StatusIndicator type={types[lot.state]}>{lotStateWords(lot)}</StatusIndicator>;
}

export function lotStateWords({ state, revision = 1, standing }: Pick<Lot, 'state' | 'revision' | 'standing'>): string {
  if (state !== 'assigned') return state;
  const at = standing === undefined ? '' : ` (${standing.state})`;
  return (standing?.seen ?? 1) < revision ? `${state}${at}, revision ${revision} waits` : `${state}${at}`;
}
