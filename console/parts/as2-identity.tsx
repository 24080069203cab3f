import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { ToldAs2Identity } from '../../shared/messages/network-identity-api.ts';
import { useHere } from '../shell/session-context.ts';
import { Copyable } from './copyable.tsx';
import { EndKey } from './end-key.tsx';
import { MakeAs2Key } from './make-as2-key.tsx';
import { saveFile } from './save-file.ts';
import { Empty } from './server-table.tsx';
import { When } from './when.tsx';

interface Given {
  /** Where partners send. */
  readonly url: string;
  readonly keys: readonly ToldAs2Identity[];
}

/** Where messages by AS2 go, and the keys by which we sign and decrypt them. */
export function As2Identity({ url, keys }: Given) {
  const { may } = useHere();
  const [isMaking, setMaking] = useState(false);
  const [ended, setEnded] = useState<number>();
  const before = keys.find(({ signs }) => signs);
  const label = before === undefined ? 'Make a key' : 'Make the next key';
  const writes = may('registry:write');
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">AS2</Header>}>
        <Copyable label="Address that messages by AS2 go to" text={url} />
      </Container>
      <Table
        header={
          <Header variant="h2" actions={writes && <Button onClick={() => setMaking(true)}>{label}</Button>}>
            Keys for AS2
          </Header>
        }
        ariaLabels={{ tableLabel: 'Keys for AS2' }}
        items={keys}
        trackBy={({ generation }) => String(generation)}
        wrapLines
        empty={<Empty words='No certificate for AS2 yet. "Make a key" makes the first one.' />}
        columnDefinitions={[
          { id: 'generation', header: 'No.', isRowHeader: true, cell: ({ generation }) => generation },
          { id: 'name', header: 'AS2 name', cell: ({ as2Id }) => as2Id },
          { id: 'use', header: 'Use', cell: (key) => <Use of={key} /> },
          { id: 'until', header: 'Holds until', cell: ({ validTo }) => <When at={validTo} /> },
          { id: 'sha256', header: 'SHA-256 of the certificate', cell: ({ sha256 }) => <code>{sha256}</code> },
          { id: 'acts', header: 'Acts', cell: (key) => <Acts of={key} end={writes ? setEnded : undefined} /> },
        ]}
      />
      {isMaking && <MakeAs2Key label={label} name={before?.as2Id ?? ''} close={() => setMaking(false)} />}
      {ended !== undefined && (
        <EndKey
          name={`key ${ended}`}
          path={`/api/network/identity/${ended}`}
          consequence="What partners still encrypt for it is read no more. This cannot be undone."
          close={() => setEnded(undefined)}
        />
      )}
    </SpaceBetween>
  );
}

function Use({ of: { signs, signsFrom, endedAt } }: { readonly of: ToldAs2Identity }) {
  if (endedAt !== undefined)
    return (
      <StatusIndicator type="stopped">
        ended <When at={endedAt} />
      </StatusIndicator>
    );
  if (signs) return <StatusIndicator>signs now</StatusIndicator>;
  return (
    <StatusIndicator type="pending">
      decrypts; signs from <When at={signsFrom} />
    </StatusIndicator>
  );
}

interface ActsGiven {
  readonly of: ToldAs2Identity;
  readonly end: ((generation: number) => void) | undefined;
}

function Acts({ of: { as2Id, generation, certificate, signs, endedAt }, end }: ActsGiven) {
  const name = `${as2Id.replace(/[^\w.-]+/g, '_')}-${generation}.pem`;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button
        variant="inline-link"
        ariaLabel={`Download certificate ${generation}`}
        onClick={() => saveFile(name, new Blob([certificate]))}
      >
        Download
      </Button>
      {end !== undefined && !signs && endedAt === undefined && (
        <Button variant="inline-link" ariaLabel={`End key ${generation}`} onClick={() => end(generation)}>
          End
        </Button>
      )}
    </SpaceBetween>
  );
}
