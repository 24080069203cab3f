import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import type * as v from 'valibot';
import { severities } from '../../shared/integrity/rules.ts';
import { tenantHealth } from '../../shared/messages/exceptions-api.ts';
import { count } from './count.ts';
import { LinkTo } from './link-to.tsx';
import { OverviewCard } from './overview-card.tsx';
import { useAsked } from './use-asked.ts';
import { words } from './words.ts';

const REFRESH_MS = 15_000;

/** What contradicts, what failed and what waits for a person (level 4). */
export function OverviewExceptions() {
  const asked = useAsked('/api/tenant/health', tenantHealth, { every: REFRESH_MS });
  return (
    <OverviewCard title="Exceptions" description="Level 4: what waits for a person" more="exceptions" asked={asked}>
      {(health) => <KeyValuePairs columns={3} items={figuresOf(health)} />}
    </OverviewCard>
  );
}

function figuresOf({ exceptions, captureJobs, deliveries }: v.InferOutput<typeof tenantHealth>) {
  const bySeverity = severities.map((severity) => ({
    label: `Open, ${severity}`,
    value: (
      <LinkTo page="exceptions" query={{ severity }}>
        <Figure of={exceptions.bySeverity[severity] ?? 0} />
      </LinkTo>
    ),
  }));
  return [
    ...bySeverity,
    { label: words('captures running'), value: <Figure of={captureJobs.running} /> },
    { label: 'Captures failed today', value: <Figure of={captureJobs.failed} /> },
    { label: 'Deliveries parked', value: <Figure of={deliveries.parked} /> },
  ];
}

function Figure({ of }: { readonly of: number }) {
  return (
    <Box variant="awsui-value-large" color={of === 0 ? 'text-status-inactive' : 'inherit'}>
      {count(of)}
    </Box>
  );
}
