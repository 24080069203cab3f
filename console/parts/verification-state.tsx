import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { VerificationView } from '../../shared/messages/verifications-api.ts';
import { words } from './words.ts';

const types: Readonly<Record<VerificationView['state'], StatusIndicatorProps.Type>> = {
  open: 'in-progress',
  answered: 'success',
  unanswered: 'stopped',
  'needs-person': 'warning',
  closed: 'info',
};

/** How a verification stands; one that was answered stands as it was answered. */
export function VerificationState({
  of: { state, outcome },
}: {
  readonly of: Pick<VerificationView, 'state' | 'outcome'>;
}) {
  const type = state === 'answered' && outcome !== 'verified' ? 'error' : types[state];
  return <StatusIndicator type={type}>{words(state).toLowerCase()}</StatusIndicator>;
}
