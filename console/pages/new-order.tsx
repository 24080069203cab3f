import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import * as v from 'valibot';
import { newOrder, order as orderShape } from '../../shared/messages/site-api.ts';
import { dropOrder } from '../parts/kept-order.ts';
import { filledOrder, orderOf } from '../parts/order-draft.ts';
import { OrderFields } from '../parts/order-fields.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { SubmitForm } from '../parts/submit-form.tsx';
import { useChecked } from '../parts/use-checked.ts';
import { useDeed } from '../parts/use-deed.tsx';
import { useLastLot } from '../parts/use-last-lot.ts';
import { useOfferedPools, useSsccPool } from '../parts/use-offered-pools.ts';
import { useTypedOrder } from '../parts/use-typed-order.ts';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';

/** Orders a lot at a site. What the product's last lot had is proposed. */
export function NewOrder() {
  const { tenant } = useHere();
  const { typed, type, empty, isAsLeft } = useTypedOrder();
  const gtin = wholeGtin(typed.gtin);
  const last = useLastLot(gtin);
  const { pools, failed } = useOfferedPools(gtin);
  const filled = filledOrder(typed, last.lot, pools);
  const sscc = useSsccPool(filled.ssccPool ?? '', pools.sscc);
  const make = useDeed(
    (api, body: object) => api.post('/api/orders', body, v.object({ ...orderShape.entries })),
    ({ lot, site, line }) => `Lot ${lot} is ordered at ${site}, ${line}. The site fetches it.`,
  );
  const { at, check, error } = useChecked(newOrder, make);
  const leave = (lot = '', query = {}) => {
    dropOrder();
    location.assign(routeTo('lots', lot, query));
  };
  const submit = () => {
    const body = orderOf(filled, tenant, sscc.pool);
    if (check(body)) make.mutate(body, { onSuccess: ({ lot, gtin: of }) => leave(lot, { gtin: of }) });
  };
  const [wrong] = [...failed, ...last.failed, ...sscc.failed];
  return (
    <ContentLayout header={<Header variant="h1">New order</Header>}>
      <Container>
        <SubmitForm
          label="New order"
          act="Order the lot"
          submit={submit}
          isPending={make.isPending}
          isReady={!sscc.isLooking}
          error={error}
          cancel={() => leave()}
        >
          {isAsLeft && <AsLeft empty={empty} />}
          {wrong !== undefined && <ProblemAlert error={wrong.error} again={wrong.refetch} />}
          <OrderFields filled={filled} change={type} pools={pools} unknown={sscc.unknown} at={at} />
          {last.lot !== undefined && (
            <Box color="text-body-secondary">What you have not filled in is as with lot {last.lot.lot}.</Box>
          )}
        </SubmitForm>
      </Container>
    </ContentLayout>
  );
}

const wholeGtin = (typed = ''): string | undefined => (/^\d{14}$/.test(typed.trim()) ? typed.trim() : undefined);

function AsLeft({ empty }: { readonly empty: () => void }) {
  const again = (
    <Button formAction="none" onClick={empty}>
      Empty the form
    </Button>
  );
  return <Alert action={again}>What you had typed before you went to another page stands here.</Alert>;
}
