import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type NmvsAlertView, nmvsAlertView } from '../../shared/messages/nmvs-alerts.ts';
import type { PageProps } from '../page-props.ts';
import { AlertMoves } from '../parts/alert-moves.tsx';
import { AlertState } from '../parts/alert-state.tsx';
import { CodeBlock } from '../parts/code-block.tsx';
import { FactList } from '../parts/fact-list.tsx';
import { LinkTo } from '../parts/link-to.tsx';
import { LotLink } from '../parts/lot-link.tsx';
import { NmvsAlertActs } from '../parts/nmvs-alert-acts.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { sgtinLink } from '../parts/sgtin-link.ts';
import { UnitCode } from '../parts/unit-code.tsx';
import { useAsked } from '../parts/use-asked.ts';
import { When } from '../parts/when.tsx';
import { words } from '../parts/words.ts';
import { Loading } from '../shell/loading.tsx';

const REFRESH_MS = 10_000;

/** One alert of a national system: the pack, why it was probably raised, what to do, and what people did. */
export function NmvsAlertDetail({ route }: PageProps) {
  const path = `/api/nmvs/alerts/${encodeURIComponent(route.subject)}`;
  const { data, error, refetch } = useAsked(path, nmvsAlertView, { every: REFRESH_MS });
  if (data === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  const { alertId, code, meaning, probable, told, history } = data;
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={`${code}: ${meaning}`}
          actions={<NmvsAlertActs alert={data} again={refetch} />}
        >
          Alert {alertId}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ProblemAlert error={error} />
        <Container header={<Header variant="h2">Why it was probably raised</Header>}>
          <FactList
            columns={3}
            facts={[
              ['Probable cause', words(probable.cause)],
              ['In this case', probable.detail],
              ['What to do', probable.remedy],
            ]}
          />
        </Container>
        <Container header={<Header variant="h2">What it is about</Header>}>
          <AlertFacts alert={data} />
        </Container>
        {told !== undefined && <CodeBlock label="As it was told" text={told} />}
        <AlertMoves history={history} />
      </SpaceBetween>
    </ContentLayout>
  );
}

const isGtin = (code: string) => /^\d{14}$/.test(code);

function AlertFacts({ alert }: { readonly alert: NmvsAlertView }) {
  const { state, country, raisedAt, fetchedAt, operation, productCode, batch, expiry, serial, location } = alert;
  const isOurs = isGtin(productCode) && alert.probable.cause !== 'not-ours';
  return (
    <FactList
      facts={[
        ['State', <AlertState key="state" state={state} />],
        ['Country', country],
        ['Raised', <When key="raised" at={raisedAt} />],
        ['Fetched', <When key="fetched" at={fetchedAt} />],
        [
          'Product',
          isOurs ? (
            <LinkTo key="product" page="products" subject={productCode}>
              <code>{productCode}</code>
            </LinkTo>
          ) : (
            productCode && <code key="product">{productCode}</code>
          ),
        ],
        ['Lot, as it was read', batch && (isOurs ? <LotLink key="lot" gtin={productCode} lot={batch} /> : batch)],
        ['Expiry, as it was read', expiry && <code key="expiry">{expiry}</code>],
        [
          'Pack',
          serial &&
            (isGtin(productCode) ? (
              <UnitCode key="pack" epc={sgtinLink(productCode, serial)} />
            ) : (
              <code key="pack">{serial}</code>
            )),
        ],
        ['Asked for', operation && <code key="operation">{operation}</code>],
        ['Where', location],
      ]}
    />
  );
}
