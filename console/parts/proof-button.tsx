import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { SIGNS_WITHIN_SECONDS } from '../../shared/access/signature.ts';
import { signInAgain } from '../session.ts';
import { needsProof } from './sign-modal.tsx';

interface Given {
  /** What was refused. */
  readonly error: unknown;
  /** The sign-in is too old to sign with, as far as this page knows. */
  readonly isLate: boolean;
  /** Keeps what was written and chosen, until the signer is back. */
  readonly keep: () => void;
}

/** The way to the sign-in page for whoever has to prove again who he is before he signs in a form; nothing for others. */
export function ProofButton({ error, isLate, keep }: Given) {
  if (!isLate && !needsProof(error)) return null;
  const leave = () => {
    keep();
    void signInAgain();
  };
  return (
    <Alert
      type="info"
      action={
        <Button formAction="none" onClick={leave}>
          Sign in again to sign
        </Button>
      }
    >
      Who signs proved who he is within the last {SIGNS_WITHIN_SECONDS / 60} minutes. You come back to this place, with
      what you wrote.
    </Alert>
  );
}
