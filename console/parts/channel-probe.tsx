import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type * as v from 'valibot';
import { toldProbe } from '../../shared/messages/partner-credentials-api.ts';
import { Loading } from '../shell/loading.tsx';
import { useHere } from '../shell/session-context.ts';
import { itemShape } from './master-kinds.ts';
import { ProbeSteps } from './probe-steps.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { useAsked } from './use-asked.ts';
import { useDeed } from './use-deed.tsx';
import { When } from './when.tsx';

/** Tries how a partner is reached, as it is in force and as it is drafted, and tells what was seen. */
export function ChannelProbe({ partner }: { readonly partner: string }) {
  const { may } = useHere();
  const path = `/api/partners/${encodeURIComponent(partner)}`;
  const item = useAsked(may('registry:write') ? path : undefined, itemShape);
  const probe = useDeed((api, version: number) => api.post(`${path}/probe?version=${version}`, {}, toldProbe));
  const { version = 0, standing, open } = item.data ?? {};
  const drafted = open === undefined || open.version === version ? [] : [open.version];
  const tried = item.data === undefined ? [] : [version, ...drafted];
  const label = (one: number) =>
    one === version && standing === 'in-force' ? 'Test what is in force' : `Test version ${one}`;
  const actions = (
    <SpaceBetween direction="horizontal" size="xs">
      {tried.map((one) => (
        <Button key={one} disabled={probe.isPending} onClick={() => probe.mutate(one)}>
          {label(one)}
        </Button>
      ))}
    </SpaceBetween>
  );
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={actions}
          description="What is in force, or drafted, is tried step by step; no document is sent"
        >
          Test of the connection
        </Header>
      }
    >
      <SpaceBetween size="s">
        <ProblemAlert error={item.error ?? probe.error} />
        {!may('registry:write') && <Box>Your role does not test connections.</Box>}
        {probe.isPending && <Loading what="Being tried; it may take half a minute" />}
        {probe.data !== undefined && !probe.isPending && <Outcome told={probe.data} />}
      </SpaceBetween>
    </Container>
  );
}

function Outcome({ told }: { readonly told: v.InferOutput<typeof toldProbe> }) {
  const { version, channel, at, reached, steps, failure } = told;
  return (
    <SpaceBetween size="s">
      <div role="status">
        Version {version} by {channel}, <When at={at} />:{' '}
        <StatusIndicator type={reached ? 'success' : 'error'}>
          {reached ? 'reached' : `not reached${failure === undefined ? '' : ` (${failure})`}`}
        </StatusIndicator>
      </div>
      <ProbeSteps steps={steps} />
    </SpaceBetween>
  );
}
