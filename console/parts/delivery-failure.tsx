import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { WholeDelivery } from './told-delivery.ts';
import { When } from './when.tsx';

/** Why it is not settled, what each code of the receiver's means, and what to do about it; and what the other side of a movement did. */
export function DeliveryFailure({ delivery }: { readonly delivery: WholeDelivery }) {
  const { failure, explained, held, counterparty, state } = delivery;
  const isOver = state === 'acknowledged' || state === 'delivered';
  return (
    <SpaceBetween size="s">
      {held !== undefined && (
        <Alert type="info" header="It is kept back">
          By {held.by}, <When at={held.at} />: {held.reason}
        </Alert>
      )}
      {failure !== undefined && (
        <Alert type={isOver ? 'info' : 'error'} header={failure}>
          {explained.map(({ code, meaning, cause, remedy }) => (
            <p key={code}>
              <b>{code}</b>: {meaning}. {cause}. <b>What to do:</b> {remedy}.
            </p>
          ))}
        </Alert>
      )}
      {counterparty !== undefined && counterparty.state !== 'accepted' && (
        <Alert type="warning" header={`The other side: ${counterparty.state}`}>
          {counterparty.accepted} accepted and {counterparty.refused} refused, <When at={counterparty.at} />.{' '}
          {counterparty.reason} {counterparty.remedy && <b>What to do: {counterparty.remedy}</b>}
        </Alert>
      )}
    </SpaceBetween>
  );
}
