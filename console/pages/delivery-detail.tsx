import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { PageProps } from '../page-props.ts';
import { DeliveryActs } from '../parts/delivery-acts.tsx';
import { DeliveryEvidence } from '../parts/delivery-evidence.tsx';
import { DeliveryFacts } from '../parts/delivery-facts.tsx';
import { DeliveryFailure } from '../parts/delivery-failure.tsx';
import { DeliveryState } from '../parts/delivery-state.tsx';
import { LinkTo } from '../parts/link-to.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { toWhom, type WholeDelivery, wholeDelivery } from '../parts/told-delivery.ts';
import { useAsked } from '../parts/use-asked.ts';
import { When } from '../parts/when.tsx';
import { Loading } from '../shell/loading.tsx';

const REFRESH_MS = 3_000;

/** One submission or delivery: how far it is, what is wrong with it and what to do, and what proves it. */
export function DeliveryDetail({ route }: PageProps) {
  const path = `/api/deliveries/${encodeURIComponent(route.subject)}`;
  const { data, error, refetch } = useAsked(path, wholeDelivery, { every: REFRESH_MS });
  if (data === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={data.deliveryId} actions={<DeliveryActs delivery={data} />}>
          {data.report ?? data.kind} to {toWhom(data)}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ProblemAlert error={error} />
        <DeliveryFailure delivery={data} />
        <Container header={<Header variant="h2">How far it is</Header>}>
          <KeyValuePairs columns={4} items={figuresOf(data)} />
        </Container>
        <DeliveryFacts delivery={data} />
        <DeliveryEvidence delivery={data} />
      </SpaceBetween>
    </ContentLayout>
  );
}

function figuresOf(delivery: WholeDelivery) {
  const { state, subject, act, attempts, nextTry, deadline, createdAt, updatedAt, sentTo, rehearsal, receipt } =
    delivery;
  const { lot, gtin } = subject;
  const about =
    lot === undefined || gtin === undefined ? (
      (act ?? 'events')
    ) : (
      <LinkTo page="lots" subject={lot} query={{ gtin }}>
        {lot}
      </LinkTo>
    );
  const others = [
    ...delivery.after.map((id) => ({ id, what: 'goes after' })),
    ...(delivery.corrects === undefined ? [] : [{ id: delivery.corrects, what: 'corrects' }]),
    ...(delivery.correctedBy === undefined ? [] : [{ id: delivery.correctedBy, what: 'is corrected by' }]),
  ];
  return [
    { label: 'State', value: <DeliveryState state={state} /> },
    { label: 'About', value: about },
    { label: 'Due by', value: deadline === undefined ? 'no deadline' : <When at={deadline} /> },
    { label: 'Tries', value: attempts },
    ...(nextTry === undefined ? [] : [{ label: 'Tried next', value: <When at={nextTry} /> }]),
    { label: 'Planned', value: <When at={createdAt} /> },
    { label: 'Last change', value: <When at={updatedAt} /> },
    { label: 'Sent to', value: sentTo === undefined ? '–' : `${sentTo}${rehearsal === true ? ' (a rehearsal)' : ''}` },
    { label: 'Receipt', value: receipt ?? '–' },
    ...others.map(({ id, what }) => ({
      label: `It ${what}`,
      value: (
        <LinkTo page="deliveries" subject={id}>
          {id}
        </LinkTo>
      ),
    })),
  ];
}
