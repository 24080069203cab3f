import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { CodeAnswer } from '../../shared/messages/serials-api.ts';
import { useHere } from '../shell/session-context.ts';
import { count } from './count.ts';
import { LinkTo } from './link-to.tsx';
import { When } from './when.tsx';

/** What is known of a code. */
export function CodeFacts({ of }: { readonly of: CodeAnswer }) {
  const { may } = useHere();
  const unit = may('events:query') && (
    <LinkTo page="units" subject={of.epc}>
      Its journey
    </LinkTo>
  );
  return (
    <Container
      header={
        <Header variant="h2" actions={unit}>
          {of.issued ? 'Issued here' : 'Not issued here'}
        </Header>
      }
    >
      {of.issued ? (
        <KeyValuePairs columns={3} items={factsOf(of)} />
      ) : (
        <StatusIndicator type="warning">
          No pool of this company has issued it. <code>{of.epc}</code>
        </StatusIndicator>
      )}
    </Container>
  );
}

function factsOf({ epc, pool, generation, counter, requestId, issuedAt, to, block, part, ...of }: CodeAnswer) {
  const who = [to?.company, to?.site, to?.line, to?.partner].filter((one) => one !== undefined).join(' · ');
  const pairs = [
    { label: 'Code', value: <code>{epc}</code> },
    { label: 'State', value: [of.state, of.disposition].filter(Boolean).join(', ') },
    { label: 'Issued', value: <When at={issuedAt} /> },
    {
      label: 'Pool',
      value: pool && (
        <LinkTo page="pools" subject={pool}>
          {pool}
        </LinkTo>
      ),
    },
    { label: 'Key and counter', value: `${generation === undefined ? '' : `key ${generation}, `}${count(counter)}` },
    {
      label: 'Request',
      value: requestId && (
        <LinkTo page="pools" query={{ request: requestId }}>
          {requestId}
        </LinkTo>
      ),
    },
    { label: 'To', value: who },
    { label: 'Order', value: to?.order },
    { label: 'Lot', value: of.lot },
    { label: 'Numbers of its block', value: block && `${count(block.count)}, ${block.state}` },
    { label: 'Given back', value: part && `${part.fate} by ${part.by}: ${part.reason}` },
  ];
  return pairs.flatMap(({ label, value }) => (value === undefined || value === '' ? [] : [{ label, value }]));
}
