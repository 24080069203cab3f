import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ToldPool, toldPool } from '../../shared/messages/pools-api.ts';
import type { PageProps } from '../page-props.ts';
import { changeQuery } from '../parts/change-query.ts';
import { count } from '../parts/count.ts';
import { LinkTo } from '../parts/link-to.tsx';
import { PoolActs } from '../parts/pool-acts.tsx';
import { PoolImports } from '../parts/pool-imports.tsx';
import { PoolSettings } from '../parts/pool-settings.tsx';
import { PoolState } from '../parts/pool-state.tsx';
import { kindWords, lastsWords } from '../parts/pool-words.ts';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { SerialRequests } from '../parts/serial-requests.tsx';
import { useAsked } from '../parts/use-asked.ts';
import { Loading } from '../shell/loading.tsx';
import { useHere } from '../shell/session-context.ts';

const REFRESH_MS = 5_000;

/** One pool: what is left and for how long, its keys and settings, the lists that came in, and who drew from it. */
export function PoolDetail({ route }: PageProps) {
  const { may } = useHere();
  const path = `/api/pools/${encodeURIComponent(route.subject)}`;
  const { data: pool, error, refetch } = useAsked(path, toldPool, { every: REFRESH_MS });
  if (pool === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  const turn = (to: string) => changeQuery(route, { do: to });
  const isSetting = route.query.get('do') === 'settings' && may('pools:write');
  const acts = <PoolActs pool={pool} settings={() => turn('settings')} />;
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={kindWords[pool.kind]} actions={acts}>
          Pool {pool.id}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ProblemAlert error={error} />
        {isSetting && (
          <Container header={<Header variant="h2">Threshold and refill</Header>}>
            <PoolSettings pool={pool} close={() => turn('')} />
          </Container>
        )}
        <Container header={<Header variant="h2">How it stands</Header>}>
          <KeyValuePairs columns={4} items={figuresOf(pool)} />
        </Container>
        <Container header={<Header variant="h2">What it issues</Header>}>
          <KeyValuePairs columns={4} items={definitionOf(pool)} />
        </Container>
        {pool.kind === 'imported' && <PoolImports pool={pool} />}
        <SerialRequests route={route} pool={pool.id} />
      </SpaceBetween>
    </ContentLayout>
  );
}

function figuresOf(pool: ToldPool) {
  const { left, next, drawn, threshold, refill } = pool;
  const days = drawn === undefined ? '' : ` in ${drawn.days === 1 ? 'a day' : `${drawn.days} days`}`;
  return [
    { label: 'State', value: <PoolState pool={pool} /> },
    { label: 'Left', value: count(left) },
    { label: 'Lasts', value: lastsWords(pool) },
    { label: 'Drawn lately', value: `${count(drawn?.count)}${days}` },
    { label: 'Issued in all', value: count(next) },
    { label: 'Threshold', value: threshold === undefined ? 'none' : count(threshold) },
    {
      label: 'Refilled',
      value:
        refill === undefined ? 'by nobody' : `by ${refill.issuer['kind']}, ${count(refill.amount)} codes at a time`,
    },
  ];
}

function definitionOf(pool: ToldPool) {
  const { profile } = pool;
  if (pool.kind === 'sscc')
    return [
      { label: 'Company prefix', value: <code>{pool.companyPrefix}</code> },
      { label: 'Extension digit', value: <code>{pool.extensionDigit}</code> },
    ];
  const gtin = (
    <LinkTo page="products" subject={pool.gtin}>
      <code>{pool.gtin}</code>
    </LinkTo>
  );
  const always = [
    { label: 'GTIN', value: gtin },
    { label: 'Code profile', value: profile ?? 'none' },
  ];
  if (pool.kind === 'imported') {
    const lengths = Object.entries(pool.lengths).map(([length, of]) => `${count(of)} of ${length} letters`);
    return [...always, { label: 'Codes', value: lengths.join(', ') || 'none yet' }];
  }
  const keys = pool.generations.map(({ generation, from }) => `key ${generation} from ${count(from)} on`);
  return [
    ...always,
    {
      label: 'Letters',
      value: `${pool.length}${pool.kind === 'sequential' ? `, ${pool.suffix} not to be guessed` : ''}`,
    },
    { label: 'Alphabet', value: <code>{pool.alphabet}</code> },
    { label: 'Keys', value: keys.join(', ') || 'none' },
  ];
}
