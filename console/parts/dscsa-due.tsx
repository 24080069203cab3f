import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { BriefDscsaCase } from './dscsa-case.ts';
import { When } from './when.tsx';

/** When the duty is due, that it was missed, or that it is done. */
export function DscsaDue({ of: { clock } }: { readonly of: Pick<BriefDscsaCase, 'clock'> }) {
  if (clock === undefined) return <>no clock runs</>;
  const { due, metAt, stoppedAt, missedAt } = clock;
  if (metAt !== undefined)
    return (
      <StatusIndicator type="success">
        done <When at={metAt} />
      </StatusIndicator>
    );
  if (stoppedAt !== undefined) return <StatusIndicator type="stopped">not due any more</StatusIndicator>;
  if (missedAt === undefined && Date.parse(due) > Date.now()) return <When at={due} />;
  return (
    <StatusIndicator type="error">
      <When at={due} /> late
    </StatusIndicator>
  );
}
