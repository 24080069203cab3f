import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Recall } from '../../shared/messages/recalls-api.ts';

/** Whether packs are called back still. */
export function RecallState({ state }: Pick<Recall, 'state'>) {
  return <StatusIndicator type={state === 'active' ? 'warning' : 'stopped'}>{state}</StatusIndicator>;
}

/** What is called back, in a few words. */
export function ofText({ of }: Pick<Recall, 'of'>): string {
  if (of.kind === 'lot') return `lot ${of.lot}`;
  return of.kind === 'units' ? `${of.serials.length} units` : `serials ${of.from} to ${of.to}`;
}
