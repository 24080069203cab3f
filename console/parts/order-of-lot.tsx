import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import type { Lot } from '../../shared/messages/lots-api.ts';
import { orderView } from '../../shared/messages/orders-api.ts';
import { mayChange } from '../../shared/orders/may-change.ts';
import { cancelOf, newestOf, revisionsOf, waitsForSite } from '../../shared/orders/revisions.ts';
import { useHere } from '../shell/session-context.ts';
import { ChangeOrder } from './change-order.tsx';
import { ConfirmModal } from './confirm-modal.tsx';
import { OrderRevisions } from './order-revisions.tsx';
import { useDeed } from './use-deed.tsx';
import { When } from './when.tsx';

interface Given {
  readonly lot: Lot;
}

/** How an order stands: what L4 wishes, what its site has told of it, and what may still be wished. */
export function OrderOfLot({ lot }: Given) {
  const { may } = useHere();
  const [asked, setAsked] = useState<'change' | 'cancel'>();
  const wish = useDeed(
    (api, { what, body }: { what: 'change' | 'cancel'; body: object }) =>
      api.post(`/api/orders/${encodeURIComponent(lot.order)}/${what}`, { revision: newestOf(lot), ...body }, orderView),
    (_, { what }) => `The wish to ${what} order ${lot.order} is on its way to its site.`,
  );
  const waits = cancelOf(lot) !== undefined && waitsForSite(lot);
  const actions = may('orders:write') && mayChange(lot) === undefined && !waits && (
    <SpaceBetween direction="horizontal" size="xs">
      <Button onClick={() => setAsked('change')}>Change the order</Button>
      <Button onClick={() => setAsked('cancel')}>Cancel the order</Button>
    </SpaceBetween>
  );
  const close = () => setAsked(undefined);
  return (
    <Container
      header={
        <Header variant="h2" actions={actions}>
          Order {lot.order}
        </Header>
      }
    >
      <Wish lot={lot} />
      <Standing lot={lot} />
      <OrderRevisions of={revisionsOf(lot)} />
      {asked === 'change' && (
        <ChangeOrder lot={lot} wish={(body) => wish.mutateAsync({ what: 'change', body })} close={close} />
      )}
      {asked === 'cancel' && (
        <ConfirmModal
          question={`Cancel order ${lot.order}?`}
          consequence="Its site gives the order up unless its line has begun. The lot number and the id of the order stay used for ever."
          label="Cancel the order"
          reason={3}
          act={(reason) => wish.mutateAsync({ what: 'cancel', body: { reason } })}
          close={close}
        />
      )}
    </Container>
  );
}

/** What the newest revision has come to, in a sentence; nothing of an order that was never changed. */
function Wish({ lot }: Given) {
  const newest = revisionsOf(lot).at(-1);
  if (newest === undefined || newestOf(lot) === 1) return null;
  const runs = lot.runs ?? 1;
  const what = newest.cancel === true ? 'The cancellation' : `Revision ${newest.revision}`;
  if (lot.state === 'cancelled')
    return <StatusIndicator type="stopped">The site has given the order up.</StatusIndicator>;
  if (waitsForSite(lot))
    return (
      <StatusIndicator type="pending">
        {what} waits for the site, which runs revision {runs} as far as it has told.
      </StatusIndicator>
    );
  if (runs === newest.revision) return <StatusIndicator>The site runs revision {runs}.</StatusIndicator>;
  return (
    <StatusIndicator type="warning">
      {what} was refused by the site, which runs revision {runs}.
    </StatusIndicator>
  );
}

function Standing({ lot: { standing } }: Given) {
  if (standing === undefined) return <Box color="text-body-secondary">The site has not told how the order stands.</Box>;
  const { state, line, at, recipe, refused, why } = standing;
  return (
    <Box>
      At the site: {state} on line {line}
      {recipe && `, by recipe ${recipe.recipe} version ${recipe.version}`}, since <When at={at} />.
      {refused && ` It refused: ${refused}.`}
      {why && ` Why: ${why}.`}
    </Box>
  );
}
