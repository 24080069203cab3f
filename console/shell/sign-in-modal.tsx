import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { askAnew } from '../parts/ask-anew.ts';
import { signInByWindow } from '../sign-in-window.ts';
import { ownTab } from '../tab-store.ts';
import { useHere } from './session-context.ts';
import { EndWords } from './session-end.tsx';

/** Asks whoever is here to sign in again, and has him do so in a window. */
export function SignInModal() {
  const { signedIn } = useHere();
  const { signIn, isWaiting, problem } = useSignInWindow();
  const close = () => signedIn.ask(false);
  const footer = (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="link" onClick={close}>
          Later
        </Button>
        <Button variant="primary" onClick={signIn}>
          Sign in again
        </Button>
      </SpaceBetween>
    </Box>
  );
  return (
    <Modal visible header={<EndWords />} footer={footer} onDismiss={close} closeAriaLabel="Later">
      <SpaceBetween size="m">
        <Box>
          A window opens in which you sign in, and closes by itself. What you have written here stays, and you go on
          where you are. Until then nothing is asked for and nothing is done.
        </Box>
        <div role="status">{isWaiting && 'Waiting for the window in which you sign in.'}</div>
        {problem !== undefined && <Alert type="error">{problem}</Alert>}
      </SpaceBetween>
    </Modal>
  );
}

function useSignInWindow() {
  const { signedIn } = useHere();
  const client = useQueryClient();
  const [isWaiting, setWaiting] = useState(false);
  const [problem, setProblem] = useState<string>();
  const begun = useRef(new AbortController());
  useEffect(() => () => begun.current.abort(), []);
  const signIn = async () => {
    // Whoever presses again closed the window before.
    begun.current.abort();
    begun.current = new AbortController();
    const { signal } = begun.current;
    setProblem(undefined);
    setWaiting(true);
    try {
      const session = await signInByWindow(signal);
      signedIn.resume(session);
      // Another tab may have had this one forget whose it is.
      ownTab(session);
      // What was refused meanwhile is asked once more; what waited is asked anyway.
      await askAnew(client, { cancelRefetch: false });
    } catch (error) {
      if (signal.aborted) return;
      setWaiting(false);
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return { signIn: () => void signIn(), isWaiting, problem };
}
