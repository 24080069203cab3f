import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import * as v from 'valibot';
import { severities } from '../../shared/integrity/rules.ts';
import { tenantHealth } from '../../shared/messages/exceptions-api.ts';
import { count } from './count.ts';
import { LinkTo } from './link-to.tsx';
import { OverviewCard } from './overview-card.tsx';
import { useAsked } from './use-asked.ts';

const REFRESH_MS = 15_000;
const counted = v.pick(tenantHealth, ['exceptions']);

/** What contradicts, and waits for a person (level 4). */
export function OverviewExceptions() {
  const asked = useAsked('/api/tenant/health?only=exceptions', counted, { every: REFRESH_MS });
  return (
    <OverviewCard title="Exceptions" description="Level 4: what waits for a person" all="exceptions" asked={asked}>
      {(health) => <KeyValuePairs columns={3} items={figuresOf(health)} />}
    </OverviewCard>
  );
}

function figuresOf({ exceptions }: v.InferOutput<typeof counted>) {
  return severities.map((severity) => ({
    label: `Open, ${severity}`,
    value: (
      <LinkTo page="exceptions" query={{ severity }}>
        <Figure of={exceptions.bySeverity[severity] ?? 0} />
      </LinkTo>
    ),
  }));
}

function Figure({ of }: { readonly of: number }) {
  return (
    <Box variant="awsui-value-large" color={of === 0 ? 'text-status-inactive' : 'inherit'}>
      {count(of)}
    </Box>
  );
}
