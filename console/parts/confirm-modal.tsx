import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { FormWindow } from './form-window.tsx';
import { ProblemAlert } from './problem-alert.tsx';

interface Given {
  readonly question: string;
  /** What will be, and whether it can be taken back. */
  readonly consequence: string;
  readonly label: string;
  /** Fewest characters of the reason that must be given; no reason is asked for without. */
  readonly reason?: number;
  /** Whether what else has to be said is fit to be sent; it is, without. */
  readonly isReady?: boolean;
  readonly act: (reason: string) => Promise<unknown>;
  readonly close: () => void;
  /** What else has to be said. */
  readonly children?: ReactNode;
}

/** Asks before something that others notice; Escape leaves all as it is, but not what is under way. */
export function ConfirmModal(given: Given) {
  const { question, consequence, label, reason: least = 0, isReady = true, act, close, children } = given;
  const [reason, setReason] = useState('');
  const [error, setError] = useState<unknown>();
  const [isActing, setActing] = useState(false);
  const form = useId();
  const isUnfit = !isReady || reason.trim().length < least;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // A form around it, which asks before it acts, is not sent by this.
    event.stopPropagation();
    if (isUnfit || isActing) return;
    setActing(true);
    try {
      await act(reason.trim());
      close();
    } catch (refused) {
      setError(refused);
      setActing(false);
    }
  };
  const footer = (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="link" formAction="none" disabled={isActing} onClick={close}>
          Cancel
        </Button>
        <Button variant="primary" form={form} formAction="submit" disabled={isUnfit} loading={isActing}>
          {label}
        </Button>
      </SpaceBetween>
    </Box>
  );
  return (
    <FormWindow title={question} footer={footer} isBusy={isActing} close={close}>
      <form id={form} onSubmit={(event) => void submit(event)}>
        <SpaceBetween size="m">
          <Box>{consequence}</Box>
          {children}
          {least > 0 && (
            <FormField label="Why" constraintText={`${least} characters or more`}>
              <Textarea value={reason} onChange={({ detail }) => setReason(detail.value)} rows={3} />
            </FormField>
          )}
          <ProblemAlert error={error} />
        </SpaceBetween>
      </form>
    </FormWindow>
  );
}
