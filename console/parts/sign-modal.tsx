import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { type ReactNode, useState } from 'react';
import { SIGNS_WITHIN_SECONDS } from '../../shared/access/signature.ts';
import { Problem } from '../api.ts';
import { signInAgain } from '../session.ts';
import { useHere } from '../shell/session-context.ts';
import { FormWindow } from './form-window.tsx';
import { mustProveFirst } from './must-prove-first.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { type Chosen, forgetting, keepSigned, keptFor, type Signed } from './signed-words.ts';

const LEAST = 10;

interface Given {
  /** What the button says that signs. */
  readonly label: string;
  /** What it is about, where the address does not say it: under it the words wait while the signer proves again who he is. */
  readonly subject?: string;
  /** What is decided in the window, or stands to be decided about: the words are those of this alone. */
  readonly chosen?: Chosen;
  readonly meanings: readonly string[];
  /** What the reason is called, where others read it. */
  readonly reasonLabel?: string;
  readonly sign: (signed: Signed) => Promise<unknown>;
  readonly close: () => void;
  /** What is signed: above the signature. */
  readonly children?: ReactNode;
}

/** Asks for an electronic signature (21 CFR 11.50, 11.200): who, what it means, why. Who has to prove again who he is goes to the sign-in page; he is asked for that before he writes, and what he wrote waits. */
export function SignModal({ label, meanings, reasonLabel = 'Reason', sign, close, children, ...about }: Given) {
  const { provedAt } = useHere();
  const { subject = location.hash, chosen = {} } = about;
  const deed = { label, of: subject };
  const [before] = useState(() => keptFor(deed, chosen));
  const [isLate] = useState(() => mustProveFirst(provedAt, Date.now(), before?.at));
  const [signed, setSigned] = useState({ meaning: before?.meaning ?? meanings[0] ?? '', reason: before?.reason ?? '' });
  const [error, setError] = useState<unknown>();
  const [isSigning, setSigning] = useState(false);
  const isShort = signed.reason.trim().length < LEAST;
  const leave = forgetting(deed, close);
  const submit = async () => {
    setSigning(true);
    try {
      await sign(signed);
      leave();
    } catch (refused) {
      setError(refused);
    } finally {
      setSigning(false);
    }
  };
  const proveAgain = () => {
    keepSigned(deed, signed, chosen);
    void signInAgain();
  };
  const footer = (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="link" disabled={isSigning} onClick={leave}>
          Cancel
        </Button>
        {isLate ? (
          <Button variant="primary" onClick={proveAgain}>
            Sign in again to sign
          </Button>
        ) : (
          <Button variant="primary" disabled={isShort} loading={isSigning} onClick={() => void submit()}>
            {label}
          </Button>
        )}
      </SpaceBetween>
    </Box>
  );
  return (
    <FormWindow title={label} footer={footer} isBusy={isSigning} close={leave}>
      <SpaceBetween size="m">
        {children}
        {isLate ? (
          <ProofNeeded />
        ) : (
          <Words signed={signed} change={setSigned} meanings={meanings} reasonLabel={reasonLabel} />
        )}
        <ProblemAlert error={error} />
        {needsProof(error) && <Button onClick={proveAgain}>Sign in again to sign</Button>}
      </SpaceBetween>
    </FormWindow>
  );
}

function ProofNeeded() {
  return (
    <Alert type="info" header="Sign in again first">
      Who signs proved who he is within the last {SIGNS_WITHIN_SECONDS / 60} minutes. You come back to this place, and
      sign then.
    </Alert>
  );
}

interface Written extends Pick<Given, 'meanings' | 'reasonLabel'> {
  readonly signed: Signed;
  readonly change: (signed: Signed) => void;
}

function Words({ signed, change, meanings, reasonLabel }: Written) {
  const { username } = useHere();
  const { meaning, reason } = signed;
  return (
    <>
      <FormField label="Meaning of the signature" description={`Signed by ${username}`}>
        <Select
          selectedOption={{ value: meaning, label: meaning }}
          options={meanings.map((value) => ({ value, label: value }))}
          onChange={({ detail }) => change({ ...signed, meaning: detail.selectedOption.value ?? meaning })}
        />
      </FormField>
      <FormField label={reasonLabel} constraintText={`${LEAST} characters or more`}>
        <Textarea value={reason} onChange={({ detail }) => change({ ...signed, reason: detail.value })} rows={3} />
      </FormField>
    </>
  );
}

/** True for a refusal that goes away when the signer has proved again who he is. */
export const needsProof = (error: unknown) =>
  error instanceof Problem && error.said.type === 'urn:seriate:problem:signature-needed';
