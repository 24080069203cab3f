import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { statementKinds, toldByHand } from '../../shared/messages/statements-api.ts';
import type { PageProps } from '../page-props.ts';
import { changeQuery } from '../parts/change-query.ts';
import { ChoiceField } from '../parts/choice-field.tsx';
import { LinkTo } from '../parts/link-to.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { keptDraft } from '../parts/statement-draft.ts';
import { StatementForm } from '../parts/statement-form.tsx';
import { useAsked } from '../parts/use-asked.ts';
import { Loading } from '../shell/loading.tsx';

const markets = Object.entries(toldByHand).map(([value, label]) => ({ value, label }));

/** What a person has a regulator told, since no event tells it: the market, what is told, and a form for that. */
export function StatementsPage({ route }: PageProps) {
  // Whoever comes back from signing in again finds what he wrote.
  const [kept] = useState(keptDraft);
  const market = route.query.get('market') ?? kept?.market ?? 'ru';
  const wanted = route.query.get('name') ?? (kept?.market === market ? kept.name : undefined);
  const header = (
    <Header
      variant="h1"
      description="What no event tells: it is checked, signed for, told in order and kept like every other report"
    >
      Tell a regulator by hand
    </Header>
  );
  return (
    <ContentLayout header={header}>
      <Market
        key={market}
        market={market}
        wanted={wanted}
        change={(to, name = '') => changeQuery(route, { market: to, name })}
      />
    </ContentLayout>
  );
}

interface Given {
  readonly market: string;
  /** Name of what is told; the first there is without. */
  readonly wanted: string | undefined;
  readonly change: (market: string, name?: string) => void;
}

function Market({ market, wanted, change }: Given) {
  const { data, error, refetch } = useAsked(`/api/regulators/${encodeURIComponent(market)}/statements`, statementKinds);
  const statements = data?.statements ?? [];
  const kind = statements.find(({ name }) => name === wanted) ?? statements[0];
  return (
    <SpaceBetween size="l">
      <Container>
        <SpaceBetween size="m">
          <ChoiceField label="Regulator" value={market} values={markets} change={(to) => change(to)} />
          {kind !== undefined && (
            <ChoiceField
              label="What is told"
              value={kind.name}
              values={statements.map(({ name, title }) => ({ value: name, label: `${title} (${name})` }))}
              change={(name) => change(market, name)}
              stretch
            />
          )}
        </SpaceBetween>
      </Container>
      <ProblemAlert error={error} again={refetch} />
      {data === undefined && error === null && <Loading />}
      {data !== undefined && kind === undefined && (
        <Alert type="info">This regulator is told everything by events.</Alert>
      )}
      {kind !== undefined && <Stated key={kind.name} market={market} kind={kind} />}
    </SpaceBetween>
  );
}

function Stated({ market, kind }: Pick<Parameters<typeof StatementForm>[0], 'market' | 'kind'>) {
  const [told, setTold] = useState<number>();
  if (told === undefined) return <StatementForm market={market} kind={kind} told={setTold} />;
  return (
    <Alert type="success">
      {told === 1 ? 'One report is' : `${told} reports are`} on the way to the regulator.{' '}
      <LinkTo page="deliveries" query={{ market }}>
        See what becomes of it
      </LinkTo>
    </Alert>
  );
}
