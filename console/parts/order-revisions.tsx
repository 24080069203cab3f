import ExpandableSection from '@cloudscape-design/components/expandable-section';
import type { OrderRevision } from '../../shared/messages/orders-api.ts';
import { differing } from '../../shared/orders/revisions.ts';
import { When } from './when.tsx';
import { words } from './words.ts';

/** Who wished what of an order, and why; nothing of one that was never changed. */
export function OrderRevisions({ of }: { readonly of: readonly OrderRevision[] }) {
  if (of.length < 2) return null;
  return (
    <ExpandableSection headerText="Revisions" defaultExpanded>
      <ol aria-label="Revisions">
        {of.map((one, i) => (
          <li key={one.revision}>
            Revision {one.revision}, <When at={one.at} />
            {one.by && ` by ${one.by}`}
            {one.reason && `: ${one.reason}`}. {said(one, of[i - 1])}
          </li>
        ))}
      </ol>
    </ExpandableSection>
  );
}

function said(one: OrderRevision, before: OrderRevision | undefined): string {
  if (before === undefined) return 'As it was ordered.';
  if (one.cancel === true) return 'To be cancelled.';
  const changes = differing(one, before).map(
    (name) => `${words(name)} ${before[name] ?? 'nothing'} to ${one[name] ?? 'nothing'}`,
  );
  return `${changes.join(', ')}.`;
}
