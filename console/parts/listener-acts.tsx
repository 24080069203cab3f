import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { type ListenerView, listenerView, loggedDelivery } from '../../shared/announcements/listeners-api.ts';
import { routeTo } from '../route.ts';
import { useTell } from '../shell/notices.tsx';
import { ConfirmModal } from './confirm-modal.tsx';
import { FormWindow } from './form-window.tsx';
import { ListenerForm } from './listener-form.tsx';
import { ReplayForm } from './replay-form.tsx';
import { useDeed } from './use-deed.tsx';

interface Given {
  /** Of the listener. */
  readonly path: string;
  readonly listener: ListenerView;
}

/** What may be done with a listener. */
export function ListenerActs({ path, listener }: Given) {
  const [asked, setAsked] = useState<'change' | 'replay' | 'remove'>();
  const close = () => setAsked(undefined);
  const isTold = listener.state === 'active';
  const test = useTest(path);
  const turn = useDeed(
    (api) => api.post(`${path}/${isTold ? 'pause' : 'resume'}`, {}, listenerView),
    () => (isTold ? 'It is told nothing until it is resumed.' : 'It is told again, from what it was not told on.'),
    { isAlone: true },
  );
  const remove = useDeed(
    (api) => api.remove(path),
    () => `${listener.name} is removed.`,
  );
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button onClick={() => setAsked('remove')}>Remove</Button>
      <Button onClick={() => setAsked('change')}>Change</Button>
      <Button onClick={() => setAsked('replay')}>Tell once more</Button>
      <Button loading={turn.isPending} onClick={() => turn.mutate()}>
        {isTold ? 'Pause' : 'Resume'}
      </Button>
      <Button variant="primary" loading={test.isPending} onClick={() => test.mutate()}>
        Test
      </Button>
      {asked === 'change' && (
        <FormWindow title={`Change ${listener.name}`} close={close} isWide>
          <ListenerForm before={listener} saved={close} cancel={close} />
        </FormWindow>
      )}
      {asked === 'replay' && (
        <FormWindow title="Tell once more what happened" close={close}>
          <ReplayForm path={path} close={close} />
        </FormWindow>
      )}
      {asked === 'remove' && (
        <ConfirmModal
          question={`Remove ${listener.name}?`}
          consequence="It is told nothing more, not even what waits for it. This cannot be undone; a new one begins with what happens then."
          label="Remove the listener"
          act={async () => {
            await remove.mutateAsync();
            location.assign(routeTo('listeners'));
          }}
          close={close}
        />
      )}
    </SpaceBetween>
  );
}

/** Calls it with a message that says nothing, and tells what was answered. */
function useTest(path: string) {
  const tell = useTell();
  const test = useDeed((api) => api.post(`${path}/test`, {}, loggedDelivery), undefined, { isAlone: true });
  const mutate = () =>
    test.mutate(undefined, {
      onSuccess: ({ outcome, status, failure }) => {
        const answered = status === undefined ? '' : `, status ${status}`;
        const content = `The test was ${outcome}${answered}${failure === undefined ? '' : `: ${failure}`}.`;
        tell(`test ${path}`, { type: outcome === 'delivered' ? 'success' : 'error', content });
      },
    });
  return { isPending: test.isPending, mutate };
}
