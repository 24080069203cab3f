import Badge, { type BadgeProps } from '@cloudscape-design/components/badge';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ToldException } from './told-exception.ts';
import { UnitCode } from './unit-code.tsx';

const colours: Readonly<Record<ToldException['severity'], BadgeProps['color']>> = {
  critical: 'severity-critical',
  major: 'severity-high',
  minor: 'severity-low',
};

export function ExceptionSeverity({ severity }: Pick<ToldException, 'severity'>) {
  return <Badge color={colours[severity] ?? 'severity-neutral'}>{severity}</Badge>;
}

const types: Readonly<Record<ToldException['state'], StatusIndicatorProps.Type>> = {
  open: 'warning',
  assigned: 'in-progress',
  resolved: 'success',
  cleared: 'success',
};

/** How an exception stands, with who looks after it or how it ended. */
export function ExceptionState({ row: { state, assignee, outcome } }: { readonly row: ToldException }) {
  const more = state === 'assigned' && assignee !== undefined ? ` to ${assignee}` : outcome && `, ${outcome}`;
  return (
    <StatusIndicator type={types[state]}>
      {state}
      {more}
    </StatusIndicator>
  );
}

/** The subject is a unit when it is among those concerned; else an event, a product or a place. */
export function ExceptionSubject({ row: { subject, epcs } }: { readonly row: ToldException }) {
  return epcs.includes(subject) ? <UnitCode epc={subject} /> : <code className="long">{subject}</code>;
}
