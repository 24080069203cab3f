import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type * as v from 'valibot';
import { type ToldSshKey, type toldNetworkIdentity, toldSshKey } from '../../shared/messages/network-identity-api.ts';
import { useHere } from '../shell/session-context.ts';
import { Copyable } from './copyable.tsx';
import { EndKey } from './end-key.tsx';
import { saveFile } from './save-file.ts';
import { Empty } from './server-table.tsx';
import { useDeed } from './use-deed.tsx';
import { When } from './when.tsx';

interface Given {
  readonly ssh: v.InferOutput<typeof toldNetworkIdentity>['ssh'];
}

const savePublic = (name: string, publicKey: string) =>
  saveFile(name, new Blob([`${publicKey}\n`], { type: 'text/plain' }));

/** The key that SFTP servers of partners let in, and all keys of ours, the latest first. */
export function SshIdentity({ ssh: { publicKey, fingerprint, keys } }: Given) {
  const { may } = useHere();
  const writes = may('registry:write');
  const [ended, setEnded] = useState<number>();
  const living = keys.filter(({ endedAt }) => endedAt === undefined);
  const download = (
    <Button iconName="download" onClick={() => savePublic('seriate.pub', publicKey)}>
      Download the SSH key
    </Button>
  );
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" actions={download}>
            SFTP
          </Header>
        }
      >
        <Copyable label="Our public SSH key" text={publicKey} />
        <Box fontSize="body-s" color="text-body-secondary">
          Fingerprint <code>{fingerprint}</code>
        </Box>
      </Container>
      <Table
        header={
          <Header variant="h2" actions={writes && <MakeNext keys={keys} />}>
            Keys for SFTP
          </Header>
        }
        ariaLabels={{ tableLabel: 'Keys for SFTP' }}
        items={keys}
        trackBy={({ generation }) => String(generation)}
        wrapLines
        empty={<Empty words="There is no SSH key." />}
        columnDefinitions={[
          { id: 'generation', header: 'No.', isRowHeader: true, cell: ({ generation }) => generation },
          { id: 'fingerprint', header: 'Fingerprint', cell: (key) => <code>{key.fingerprint}</code> },
          { id: 'use', header: 'Partners are shown it', cell: (key) => <Use of={key} /> },
          {
            id: 'acts',
            header: 'Acts',
            cell: (key) => <Acts of={key} end={writes && living.length > 1 ? setEnded : undefined} />,
          },
        ]}
      />
      {ended !== undefined && (
        <EndKey
          name={`SSH key ${ended}`}
          path={`/api/network/identity/ssh/${ended}`}
          consequence="No partner is shown it any more; who has no other key of ours lets us in no longer. This cannot be undone."
          close={() => setEnded(undefined)}
        />
      )}
    </SpaceBetween>
  );
}

function MakeNext({ keys }: { readonly keys: readonly ToldSshKey[] }) {
  const next = (keys[0]?.generation ?? 1) + 1;
  const make = useDeed(
    (api) => api.replace(`/api/network/identity/ssh/${next}`, {}, toldSshKey),
    () => `SSH key ${next} is made. Give it to partners, and name it in the version of each that has it.`,
    { isAlone: true },
  );
  return (
    <Button loading={make.isPending} onClick={() => make.mutate()}>
      Make the next SSH key
    </Button>
  );
}

function Use({ of: { usual, endedAt } }: { readonly of: ToldSshKey }) {
  if (endedAt !== undefined)
    return (
      <StatusIndicator type="stopped">
        ended <When at={endedAt} />
      </StatusIndicator>
    );
  return (
    <StatusIndicator type={usual ? 'success' : 'info'}>
      {usual ? 'whose version names none' : 'whose version names it'}
    </StatusIndicator>
  );
}

interface ActsGiven {
  readonly of: ToldSshKey;
  readonly end: ((generation: number) => void) | undefined;
}

function Acts({ of: { generation, publicKey, endedAt }, end }: ActsGiven) {
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button
        variant="inline-link"
        ariaLabel={`Download key ${generation}`}
        onClick={() => savePublic(`seriate-${generation}.pub`, publicKey)}
      >
        Download
      </Button>
      {end !== undefined && endedAt === undefined && (
        <Button variant="inline-link" ariaLabel={`End SSH key ${generation}`} onClick={() => end(generation)}>
          End
        </Button>
      )}
    </SpaceBetween>
  );
}
