import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { type ReactNode, useState } from 'react';
import { Problem } from '../api.ts';
import { signInAgain } from '../session.ts';
import { useHere } from '../shell/session-context.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { forgetSigned, keepSigned, keptSigned, type Signed } from './signed-words.ts';

const LEAST = 10;

interface Given {
  /** What the button says that signs, and what the words wait under when the signer has to prove again who he is. */
  readonly label: string;
  readonly meanings: readonly string[];
  /** What the reason is called, where others read it. */
  readonly reasonLabel?: string;
  readonly sign: (signed: Signed) => Promise<unknown>;
  readonly close: () => void;
  /** What is signed: above the signature. */
  readonly children?: ReactNode;
}

/** Asks for an electronic signature (21 CFR 11.50, 11.200): who, what it means, why. Who has to prove again who he is goes to the sign-in page; what he wrote waits. */
export function SignModal({ label, meanings, reasonLabel = 'Reason', sign, close, children }: Given) {
  const { username } = useHere();
  const before = keptSigned(label);
  const [meaning, setMeaning] = useState(before?.meaning ?? meanings[0] ?? '');
  const [reason, setReason] = useState(before?.reason ?? '');
  const [error, setError] = useState<unknown>();
  const [isSigning, setSigning] = useState(false);
  const isShort = reason.trim().length < LEAST;
  const submit = async () => {
    setSigning(true);
    try {
      await sign({ meaning, reason });
      forgetSigned();
      close();
    } catch (refused) {
      setError(refused);
    } finally {
      setSigning(false);
    }
  };
  const proveAgain = () => {
    keepSigned(label, { meaning, reason });
    void signInAgain();
  };
  const footer = (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="link" onClick={close}>
          Cancel
        </Button>
        <Button variant="primary" disabled={isShort} loading={isSigning} onClick={() => void submit()}>
          {label}
        </Button>
      </SpaceBetween>
    </Box>
  );
  return (
    <Modal visible header={label} footer={footer} onDismiss={close} closeAriaLabel="Cancel">
      <SpaceBetween size="m">
        {children}
        <FormField label="Meaning of the signature" description={`Signed by ${username}`}>
          <Select
            selectedOption={{ value: meaning, label: meaning }}
            options={meanings.map((value) => ({ value, label: value }))}
            onChange={({ detail }) => setMeaning(detail.selectedOption.value ?? meaning)}
          />
        </FormField>
        <FormField label={reasonLabel} constraintText={`${LEAST} characters or more`}>
          <Textarea value={reason} onChange={({ detail }) => setReason(detail.value)} rows={3} />
        </FormField>
        <ProblemAlert error={error} />
        {needsProof(error) && <Button onClick={proveAgain}>Sign in again to sign</Button>}
      </SpaceBetween>
    </Modal>
  );
}

/** True for a refusal that goes away when the signer has proved again who he is. */
export const needsProof = (error: unknown) =>
  error instanceof Problem && error.said.type === 'urn:seriate:problem:signature-needed';
