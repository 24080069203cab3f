import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { AlertState as State } from '../../shared/regimes/eu/nmvs/alert.ts';
import { words } from './words.ts';

const types: Readonly<Record<State, StatusIndicatorProps.Type>> = {
  new: 'warning',
  active: 'in-progress',
  'under-investigation': 'in-progress',
  escalated: 'error',
  closed: 'success',
};

/** What people have come to with an alert. */
export function AlertState({ state }: { readonly state: State }) {
  return <StatusIndicator type={types[state]}>{words(state).toLowerCase()}</StatusIndicator>;
}
