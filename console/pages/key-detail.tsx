import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type MachineClient, machineClient } from '../../shared/access/member.ts';
import type { PageProps } from '../page-props.ts';
import { CodeBlock } from '../parts/code-block.tsx';
import { CopiedCode } from '../parts/copied-code.tsx';
import { KeyActs } from '../parts/key-acts.tsx';
import { LinkTo } from '../parts/link-to.tsx';
import { clientPath } from '../parts/machine-clients.ts';
import { MemberState } from '../parts/member-state.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { tokenCurl } from '../parts/token-curl.ts';
import { useAsked } from '../parts/use-asked.ts';
import { useSettings } from '../parts/use-settings.ts';
import { When } from '../parts/when.tsx';
import { Loading } from '../shell/loading.tsx';
import { useHere } from '../shell/session-context.ts';

const REFRESH_MS = 10_000;

/** One machine client: what it may, and how it comes in. */
export function KeyDetail({ route }: PageProps) {
  const { may } = useHere();
  const { data: settings } = useSettings();
  const { data, error, refetch } = useAsked(clientPath(route.subject), machineClient, { every: REFRESH_MS });
  if (data === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  const actions = may('people:write') && data.state !== 'removed' && <KeyActs client={data} />;
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={data.name} actions={actions}>
          Key {data.id}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ProblemAlert error={error} />
        <Container header={<Header variant="h2">What it may</Header>}>
          <KeyValuePairs columns={4} items={factsOf(data, may('audit:read'))} />
        </Container>
        {data.state !== 'removed' && settings !== undefined && (
          <Container header={<Header variant="h2">How it comes in</Header>}>
            <CodeBlock
              label="How it fetches a token"
              text={tokenCurl(settings.signInUrl, data.clientId, data.scopes)}
            />
          </Container>
        )}
      </SpaceBetween>
    </ContentLayout>
  );
}

function factsOf(
  { id, clientId, role, scopes, partner, state, changedAt, changedBy }: MachineClient,
  isTrailSeen: boolean,
) {
  const trail = (
    <LinkTo page="audit" query={{ subject: `client ${id}`, exact: 'true' }}>
      Changes of this key
    </LinkTo>
  );
  return [
    { label: 'State', value: <MemberState state={state} /> },
    { label: 'Client id', value: <CopiedCode label="client id" text={clientId} /> },
    { label: 'Role', value: <LinkTo page="roles">{role}</LinkTo> },
    { label: 'Scopes', value: scopes.join(', ') },
    ...(partner === undefined ? [] : [{ label: 'Of the partner', value: partner }]),
    {
      label: 'Last change',
      value: (
        <>
          <When at={changedAt} /> by {changedBy}
        </>
      ),
    },
    ...(isTrailSeen ? [{ label: 'Audit trail', value: trail }] : []),
  ];
}
