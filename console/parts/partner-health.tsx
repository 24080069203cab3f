import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { type ToldHealth, toldHealth, toldResend } from '../../shared/messages/partner-health-api.ts';
import { Loading } from '../shell/loading.tsx';
import { useHere } from '../shell/session-context.ts';
import { ConfirmModal } from './confirm-modal.tsx';
import { FactList } from './fact-list.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { useAsked } from './use-asked.ts';
import { useDeed } from './use-deed.tsx';
import { When } from './when.tsx';

const REFRESH_MS = 5_000;
const types: Readonly<Record<ToldHealth['state'], StatusIndicatorProps.Type>> = {
  well: 'success',
  failing: 'warning',
  spared: 'error',
  trying: 'in-progress',
};
const words: Readonly<Record<ToldHealth['state'], string>> = {
  well: 'well',
  failing: 'failing: everything goes to it all the same',
  spared: 'spared: nothing goes to it',
  trying: 'being tried: one at a time goes to it',
};

const healthPath = (partner: string) => `/api/partners/${encodeURIComponent(partner)}/health`;

/** How a partner answers, in a word, and what waits for it. */
export function HealthInBrief({ partner }: { readonly partner: string }) {
  const { data, error } = useAsked(healthPath(partner), toldHealth);
  if (error !== null) return <>not known</>;
  if (data === undefined) return <>…</>;
  const { state, waiting, retrying, parked } = data;
  const open = waiting + retrying;
  const more = [open > 0 ? `${open} waiting` : '', parked > 0 ? `${parked} parked` : ''].filter(Boolean);
  return (
    <>
      <StatusIndicator type={types[state]}>{state}</StatusIndicator>
      {more.map((one) => `, ${one}`)}
    </>
  );
}

/** How a partner answers of late, what waits for it, and what can be done about that. */
export function PartnerHealth({ partner }: { readonly partner: string }) {
  const { data, error, refetch } = useAsked(healthPath(partner), toldHealth, { every: REFRESH_MS });
  if (data === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  return (
    <Container
      header={
        <Header variant="h2" actions={<Acts health={data} />}>
          How it answers
        </Header>
      }
    >
      <SpaceBetween size="m">
        <HealthFacts health={data} />
        <Resend health={data} />
      </SpaceBetween>
    </Container>
  );
}

function HealthFacts({ health }: { readonly health: ToldHealth }) {
  const { state, failures, since, why, spared, inHand, waiting, retrying, parked } = health;
  return (
    <FactList
      facts={[
        [
          'It answers',
          <StatusIndicator key="state" type={types[state]}>
            {words[state]}
          </StatusIndicator>,
        ],
        [
          'Failed',
          failures > 0 && (
            <>
              {failures} in a row, since <When at={since} />
            </>
          ),
        ],
        ['The last one', why],
        ['Spared until', spared && <When at={spared.until} />],
        ['On their way', String(inHand)],
        ['Waiting', String(waiting)],
        ['Tried in vain, to be tried again', String(retrying)],
        ['Parked', parked === 0 ? '0' : `${parked}: a person is to decide`],
      ]}
    />
  );
}

function Acts({ health: { partner, state, retrying, parked } }: { readonly health: ToldHealth }) {
  const { may } = useHere();
  const [isAsked, setAsked] = useState(false);
  const tryNow = useDeed(
    (api) => api.post(`${healthPath(partner)}/try`, {}, toldHealth),
    () => 'It is being tried with what waits longest.',
    { isAlone: true },
  );
  const resend = useDeed(
    (api) => api.post(`/api/partners/${encodeURIComponent(partner)}/resend`, {}, toldResend),
    () => 'What is parked is being sent again.',
  );
  if (!may('deliveries:write')) return null;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {(state === 'spared' || retrying > 0) && (
        <Button loading={tryNow.isPending} onClick={() => tryNow.mutate()}>
          Try it now
        </Button>
      )}
      {parked > 0 && <Button onClick={() => setAsked(true)}>Send again what is parked</Button>}
      {isAsked && (
        <ConfirmModal
          question={`Send ${parked} parked again?`}
          consequence="Each goes as the same message once more. What goes out cannot be taken back."
          label="Send them again"
          act={() => resend.mutateAsync()}
          close={() => setAsked(false)}
        />
      )}
    </SpaceBetween>
  );
}

function Resend({ health: { resend } }: { readonly health: ToldHealth }) {
  if (resend === undefined) return null;
  const { state, startedAt, by, looked, resent } = resend;
  return (
    <Alert type={state === 'running' ? 'info' : 'success'}>
      Sending again what was parked {state === 'running' ? 'is going on' : 'is done'}: {resent} of {looked}, begun by{' '}
      {by} <When at={startedAt} />
    </Alert>
  );
}
