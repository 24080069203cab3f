import StatusIndicator from '@cloudscape-design/components/status-indicator';

const types = { active: 'success', disabled: 'stopped', removed: 'stopped' } as const;
/** What each state is called. */
export const memberStateWords = { active: 'active', disabled: 'shut out', removed: 'removed' } as const;

/** Whether a person or a machine may come in. */
export function MemberState({ state }: { readonly state: keyof typeof types }) {
  return <StatusIndicator type={types[state]}>{memberStateWords[state]}</StatusIndicator>;
}
