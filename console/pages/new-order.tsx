import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import * as v from 'valibot';
import { lotPage } from '../../shared/messages/lots-api.ts';
import { poolList } from '../../shared/messages/pools-api.ts';
import { newOrder, order as orderShape } from '../../shared/messages/site-api.ts';
import { type OrderMember, orderDefaults, orderOf, type TypedOrder } from '../parts/order-draft.ts';
import { OrderFields } from '../parts/order-fields.tsx';
import { queryPath } from '../parts/query-path.ts';
import { SubmitForm } from '../parts/submit-form.tsx';
import { useAsked } from '../parts/use-asked.ts';
import { useChecked } from '../parts/use-checked.ts';
import { useDeed } from '../parts/use-deed.tsx';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';

const MOST_POOLS = 100;

/** Orders a lot at a site. What the product's last lot had is proposed. */
export function NewOrder() {
  const { tenant } = useHere();
  const [typed, setTyped] = useState<TypedOrder>({});
  const { before, pools } = useOffered(typed.gtin?.trim() ?? '');
  const filled = { ...orderDefaults(typed, before, pools), ...typed };
  const make = useDeed(
    (api, body: object) => api.post('/api/orders', body, v.object({ ...orderShape.entries })),
    ({ lot, site, line }) => `Lot ${lot} is ordered at ${site}, ${line}. The site fetches it.`,
  );
  const { at, check, error } = useChecked(newOrder, make);
  const leave = (lot = '', query = {}) => location.assign(routeTo('lots', lot, query));
  const change = (name: OrderMember, value: string) => setTyped((now) => ({ ...now, [name]: value }));
  const submit = () => {
    const body = orderOf(filled, tenant, pools.sscc);
    if (check(body)) make.mutate(body, { onSuccess: ({ lot, gtin }) => leave(lot, { gtin }) });
  };
  return (
    <ContentLayout header={<Header variant="h1">New order</Header>}>
      <Container>
        <SubmitForm
          label="New order"
          act="Order the lot"
          submit={submit}
          isPending={make.isPending}
          error={error}
          cancel={() => leave()}
        >
          <OrderFields filled={filled} change={change} pools={pools} at={at} />
          {before !== undefined && (
            <Box color="text-body-secondary">What you have not filled in is as with lot {before.lot}.</Box>
          )}
        </SubmitForm>
      </Container>
    </ContentLayout>
  );
}

/** What there is to order a product with: its last lot, and the pools that issue. */
function useOffered(gtin: string) {
  const isWhole = /^\d{14}$/.test(gtin);
  const of = (path: string) => (isWhole ? path : undefined);
  const asked = useAsked(of(queryPath('/api/lots', { gtin, first: 'newest', limit: 1 })), lotPage);
  const packs = useAsked(of(queryPath('/api/pools', { gtin, state: 'active', limit: MOST_POOLS })), poolList);
  const sscc = useAsked(queryPath('/api/pools', { kind: 'sscc', state: 'active', limit: MOST_POOLS }), poolList);
  const issuing = (packs.data?.pools ?? []).filter(({ kind }) => kind !== 'sscc');
  return { before: asked.data?.lots[0], pools: { packs: issuing, sscc: sscc.data?.pools ?? [] } };
}
