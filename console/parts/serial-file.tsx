import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useState } from 'react';
import { type SerialBlockDetails, type SerialFileAnswer, serialFileAnswer } from '../../shared/messages/serials-api.ts';
import { useHere } from '../shell/session-context.ts';
import { ChoiceField } from './choice-field.tsx';
import { count } from './count.ts';
import { ProblemAlert, saidOf } from './problem-alert.tsx';
import { useAsked } from './use-asked.ts';
import { useDeed } from './use-deed.tsx';
import { When } from './when.tsx';

const [SOON_MS, LATER_MS] = [1_500, 60_000];
const formats = [
  { value: 'text', label: 'text, a serial a line' },
  { value: 'csv', label: 'CSV' },
  { value: 'jsonl', label: 'JSON Lines' },
];

/** The numbers of a request as a file: written by the server, and fetched when it is there. */
export function SerialFile({ block }: { readonly block: SerialBlockDetails }) {
  const { may } = useHere();
  const path = `/api/serial-requests/${encodeURIComponent(block.requestId)}/file`;
  const [isDue, setDue] = useState(false);
  const asked = useAsked(may('serials:request') ? path : undefined, serialFileAnswer, {
    every: isDue ? SOON_MS : LATER_MS,
  });
  useEffect(() => setDue(asked.data?.state === 'due'), [asked.data]);
  const [format, setFormat] = useState('text');
  const want = useDeed((api) => api.post(path, { format, compression: 'gzip' }, serialFileAnswer));
  if (!may('serials:request')) return null;
  // None was asked for yet.
  const isNone = asked.error !== null && saidOf(asked.error).type === 'urn:seriate:problem:not-found';
  return (
    <Container header={<Header variant="h2">The numbers as a file</Header>}>
      <SpaceBetween size="m">
        {asked.data !== undefined && !isNone && <Standing of={asked.data} />}
        {!isNone && <ProblemAlert error={asked.error} />}
        <SpaceBetween direction="horizontal" size="m" alignItems="end">
          <ChoiceField label="Form" value={format} values={formats} change={setFormat} />
          <Button loading={want.isPending} disabled={isDue} onClick={() => want.mutate()}>
            Write a file
          </Button>
        </SpaceBetween>
        <ProblemAlert error={want.error} />
      </SpaceBetween>
    </Container>
  );
}

const types = { due: 'in-progress', ready: 'success', failed: 'error', expired: 'stopped' } as const;
const words = { due: 'being written', ready: 'ready', failed: 'failed', expired: 'dropped' } as const;

function Standing({ of }: { readonly of: SerialFileAnswer }) {
  const { state, format, compression, count: numbers, bytes, sha256, url, expiresAt, failure } = of;
  const pairs = [
    { label: 'State', value: <StatusIndicator type={types[state]}>{words[state]}</StatusIndicator> },
    { label: 'Form', value: [format, compression].filter(Boolean).join(', ') },
    { label: 'Numbers', value: count(numbers) },
    { label: 'Bytes', value: count(bytes) },
    { label: 'Kept until', value: expiresAt === undefined ? '–' : <When at={expiresAt} /> },
    { label: 'SHA-256', value: sha256 === undefined ? '–' : <code className="digest">{sha256}</code> },
    ...(failure === undefined ? [] : [{ label: 'Why', value: failure }]),
  ];
  return (
    <SpaceBetween size="s">
      <KeyValuePairs columns={3} items={pairs} />
      {url !== undefined && (
        <Button iconName="download" href={url} target="_blank">
          Fetch the file
        </Button>
      )}
    </SpaceBetween>
  );
}
