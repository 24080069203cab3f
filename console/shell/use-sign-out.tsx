import Button from '@cloudscape-design/components/button';
import { signOut } from '../sign-out.ts';
import { useTell } from './notices.tsx';
import { useHere } from './session-context.ts';

const NOTICE = 'sign-out';

/** Signs whoever is here out, and says what did not come of it: he walks away from the machine. */
export function useSignOut(): () => void {
  const { signedIn } = useHere();
  const tell = useTell();
  const leave = () => {
    tell(NOTICE, { type: 'in-progress', content: 'Signing out' });
    signOut(signedIn).catch(() =>
      tell(NOTICE, {
        type: 'error',
        header: 'The sign-in page was not reached',
        content: 'This page and your others of it have ended, but whoever loads one anew may be let in as you.',
        action: <Button onClick={leave}>Sign out</Button>,
      }),
    );
  };
  return leave;
}
