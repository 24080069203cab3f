import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { type BriefCase, dueOf } from './desk-cases.ts';
import { When } from './when.tsx';

/** When it is due, and that it is late. */
export function DeskDue({ of: row }: { readonly of: Pick<BriefCase, 'clock' | 'ended'> }) {
  const due = dueOf(row);
  if (row.ended) return <StatusIndicator type="stopped">ended</StatusIndicator>;
  if (due === undefined) return <>no clock runs</>;
  const isLate = row.clock?.missedAt !== undefined || Date.parse(due) < Date.now();
  if (!isLate) return <When at={due} />;
  return (
    <StatusIndicator type="error">
      <When at={due} /> late
    </StatusIndicator>
  );
}
