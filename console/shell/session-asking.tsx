import { usePresent } from './session-end.tsx';
import { useLater } from './use-later.ts';

const loadModal = async () => (await import('./sign-in-modal.tsx')).SignInModal;

/** Asks whoever is here to sign in again, above all that is open: what was written in it stays. */
export function SessionAsking() {
  const { isAsking } = usePresent();
  const SignInModal = useLater(loadModal, isAsking);
  // Made anew each time: a window that opened since would lie above it.
  return isAsking && SignInModal !== undefined ? <SignInModal /> : null;
}
