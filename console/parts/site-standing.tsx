import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { SiteView } from '../../shared/messages/sites-api.ts';
import { When } from './when.tsx';

/** An agent tells of its lines every half minute; one of whom nothing was heard so long is not known to run. */
const SILENT_MS = 120_000;

/** How a site's agent stands: heard, silent, on its way to join, or too late for that. */
export function SiteStanding({ site: { machine, heardAt } }: { readonly site: Pick<SiteView, 'machine' | 'heardAt'> }) {
  if (heardAt !== undefined && Date.now() - Date.parse(heardAt) <= SILENT_MS)
    return <StatusIndicator type="success">heard</StatusIndicator>;
  if (machine !== undefined && machine.joinedAt === undefined)
    return Date.parse(machine.notAfter) > Date.now() ? (
      <StatusIndicator type="pending">
        announced, may join until <When at={machine.notAfter} />
      </StatusIndicator>
    ) : (
      <StatusIndicator type="error">announced, and did not join in time</StatusIndicator>
    );
  if (heardAt !== undefined) return <StatusIndicator type="stopped">silent</StatusIndicator>;
  return (
    <StatusIndicator type="warning">
      joined <When at={machine?.joinedAt} />, has told of no line
    </StatusIndicator>
  );
}
