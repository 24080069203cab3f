import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { NoticeState as State } from '../../shared/messages/notices-api.ts';
import { words } from './words.ts';

const types: Readonly<Record<State, StatusIndicatorProps.Type>> = {
  found: 'pending',
  told: 'info',
  noted: 'success',
  expected: 'in-progress',
  received: 'success',
  'taken-back': 'stopped',
  unmatched: 'warning',
  unreadable: 'error',
};

/** What followed from a notice. */
export function NoticeState({ state }: { readonly state: State }) {
  return <StatusIndicator type={types[state]}>{words(state).toLowerCase()}</StatusIndicator>;
}
