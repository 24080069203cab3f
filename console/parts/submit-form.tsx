import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { FormEvent, ReactNode } from 'react';
import { ProblemAlert } from './problem-alert.tsx';
import { useHold } from './window-hold.ts';

interface Given {
  /** Names the form to who hears the page. */
  readonly label: string;
  /** What the button says that submits it. */
  readonly act: string;
  readonly submit: () => void;
  readonly isPending: boolean;
  readonly isReady?: boolean;
  readonly error?: unknown;
  readonly cancel?: () => void;
  /** What is under way takes long, and ends when the form is left. */
  readonly isStoppable?: boolean;
  readonly children: ReactNode;
}

/** A form that Enter submits, with what was refused below its fields. */
export function SubmitForm({ label, act, submit, isPending, isReady = true, error, children, ...leaving }: Given) {
  const { cancel, isStoppable = false } = leaving;
  const isHeld = isPending && !isStoppable;
  useHold(isHeld);
  const submitted = (event: FormEvent) => {
    event.preventDefault();
    // A form in a window is part of the page behind it for React.
    event.stopPropagation();
    if (isReady && !isPending) submit();
  };
  const actions = (
    <SpaceBetween direction="horizontal" size="xs">
      {cancel !== undefined && (
        <Button variant="link" formAction="none" disabled={isHeld} onClick={cancel}>
          Cancel
        </Button>
      )}
      <Button variant="primary" disabled={!isReady} loading={isPending}>
        {act}
      </Button>
    </SpaceBetween>
  );
  return (
    <form onSubmit={submitted} aria-label={label} noValidate>
      <Form actions={actions}>
        <SpaceBetween size="m">
          {children}
          <ProblemAlert error={error} />
        </SpaceBetween>
      </Form>
    </form>
  );
}
