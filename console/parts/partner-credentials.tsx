import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { type ToldCredential, toldCredentials } from '../../shared/messages/partner-credentials-api.ts';
import { useHere } from '../shell/session-context.ts';
import { ConfirmModal } from './confirm-modal.tsx';
import { credentialWords } from './credential-fields.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { Empty } from './server-table.tsx';
import { SetCredential } from './set-credential.tsx';
import { useAsked } from './use-asked.ts';
import { useDeed } from './use-deed.tsx';
import { When } from './when.tsx';

/** What proves at a partner who we are: which are set, never what they are. */
export function PartnerCredentials({ partner }: { readonly partner: string }) {
  const { may } = useHere();
  const path = `/api/partners/${encodeURIComponent(partner)}/credentials`;
  const { data, error, isPending, refetch } = useAsked(path, toldCredentials);
  const [isSetting, setSetting] = useState(false);
  const [taken, setTaken] = useState<ToldCredential>();
  const writes = may('registry:write');
  return (
    <>
      <ProblemAlert error={error} again={refetch} />
      <Table
        header={
          <Header variant="h2" actions={writes && <Button onClick={() => setSetting(true)}>Set a credential</Button>}>
            Credentials
          </Header>
        }
        ariaLabels={{ tableLabel: 'Credentials' }}
        loading={isPending}
        loadingText="Loading …"
        items={data?.credentials ?? []}
        trackBy="kind"
        empty={<Empty words="None is set. A channel that signs, or needs no proof, works without." />}
        columnDefinitions={[
          { id: 'kind', header: 'Kind', isRowHeader: true, cell: ({ kind }) => credentialWords[kind] },
          { id: 'shown', header: 'Whose', cell: ({ shown }) => <code>{shown}</code> },
          { id: 'set', header: 'Set', cell: ({ setAt }) => <When at={setAt} /> },
          { id: 'by', header: 'By', cell: ({ setBy }) => setBy },
          {
            id: 'until',
            header: 'Holds until',
            cell: ({ until }) => (until === undefined ? 'it is changed' : <When at={until} />),
          },
          ...(writes ? [{ id: 'acts', header: 'Acts', cell: (one: ToldCredential) => takeAway(one, setTaken) }] : []),
        ]}
      />
      {isSetting && <SetCredential path={path} close={() => setSetting(false)} />}
      {taken !== undefined && <TakeAway path={path} credential={taken} close={() => setTaken(undefined)} />}
    </>
  );
}

const takeAway = (one: ToldCredential, take: (one: ToldCredential) => void) => (
  <Button variant="inline-link" ariaLabel={`Take away: ${credentialWords[one.kind]}`} onClick={() => take(one)}>
    Take away
  </Button>
);

interface Asked {
  readonly path: string;
  readonly credential: ToldCredential;
  readonly close: () => void;
}

function TakeAway({ path, credential: { kind }, close }: Asked) {
  const remove = useDeed(
    (api) => api.remove(`${path}/${kind}`),
    () => `The credential is taken away: ${credentialWords[kind]}.`,
  );
  return (
    <ConfirmModal
      question="Take this credential away?"
      consequence="What is sent next to the partner goes without it, and may be turned away. It cannot be brought back, only set anew."
      label="Take it away"
      act={() => remove.mutateAsync()}
      close={close}
    />
  );
}
