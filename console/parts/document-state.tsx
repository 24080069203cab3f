import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { InboundDocument } from './inbound-documents.ts';

const types: Readonly<Record<InboundDocument['state'], StatusIndicatorProps.Type>> = {
  received: 'pending',
  reading: 'in-progress',
  waiting: 'pending',
  accepted: 'success',
  duplicate: 'success',
  'partly-accepted': 'warning',
  refused: 'error',
};

/** How a document that a partner sent stands. */
export function DocumentState({ state }: Pick<InboundDocument, 'state'>) {
  return <StatusIndicator type={types[state]}>{state}</StatusIndicator>;
}
