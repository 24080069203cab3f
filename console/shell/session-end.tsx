import Button from '@cloudscape-design/components/button';
import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import { useSyncExternalStore } from 'react';
import { When } from '../parts/when.tsx';
import { useHere } from './session-context.ts';

/** What stands above the page while a session ends or has ended, and nobody is asked. */
export function useSessionNotice(): FlashbarProps.MessageDefinition | undefined {
  const { signedIn } = useHere();
  const { standing, isAsking } = usePresent();
  if (standing === 'open' || isAsking) return undefined;
  const notice = { id: 'session', type: 'warning', ariaRole: 'status', header: <EndWords /> } as const;
  if (standing === 'unused')
    return {
      ...notice,
      content: 'Nobody has used this page for long. Any key or click keeps it open.',
      action: <Button onClick={() => signedIn.used()}>Go on</Button>,
    };
  return {
    ...notice,
    content: 'What you write stays. Sign in again to go on.',
    action: <Button onClick={() => signedIn.ask(true)}>Sign in again</Button>,
  };
}

/** Whether the session ends or has ended. */
export function EndWords() {
  const { standing, endsAt } = usePresent();
  if (standing === 'ended') return 'Your session has ended';
  return (
    <>
      Your session ends at <When at={new Date(endsAt).toISOString()} />
    </>
  );
}

/** How the session of this page stands. */
export function usePresent() {
  const { signedIn } = useHere();
  return useSyncExternalStore(signedIn.listen, signedIn.present);
}
