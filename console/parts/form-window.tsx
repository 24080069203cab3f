import Alert from '@cloudscape-design/components/alert';
import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import Modal, { type ModalProps } from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type FormEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { dismissal } from './dismissal.ts';
import { useHold, WindowHold } from './window-hold.ts';

interface Given {
  readonly title: string;
  readonly close: () => void;
  readonly isWide?: boolean;
  readonly size?: ModalProps.Size;
  readonly footer?: ReactNode;
  /** Something is under way, which has to be seen to its end. A `SubmitForm` in it says so by itself. */
  readonly isBusy?: boolean;
  readonly children: ReactNode;
}

/**
 * A window over the page with a form in it. It is left by its own buttons, and by Escape where nothing was typed; else that asks. A click beside leaves all as it is, and nothing closes it while something is under way.
 */
export function FormWindow({ title, close, isWide = false, size, footer, isBusy = false, children }: Given) {
  const [isTyped, setTyped] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const holds = useRef(0);
  const writing = useRef<HTMLElement>(null);
  const hold = useCallback(() => {
    holds.current++;
    return () => {
      holds.current--;
    };
  }, []);
  // Keys that are pressed in it reach the window behind it as well.
  useHold(true);
  const typed = ({ target }: FormEvent) => {
    setTyped(true);
    if (target instanceof HTMLElement) writing.current = target;
  };
  // A click beside took the focus from the window, and so did the question.
  const goOn = () => {
    setAsked(false);
    writing.current?.focus();
  };
  const dismiss = (reason: string) => {
    const follows = dismissal(reason, { isHeld: isBusy || holds.current > 0, isTyped, isAsked });
    if (follows === 'close') return close();
    if (follows === 'ask') return setAsked(true);
    if (follows === 'unask' || reason === 'overlay') goOn();
  };
  return (
    <Modal
      visible
      header={title}
      size={size ?? (isWide ? 'large' : 'medium')}
      footer={footer}
      onDismiss={({ detail }) => dismiss(detail.reason)}
      closeAriaLabel="Cancel"
    >
      <WindowHold value={hold}>
        <SpaceBetween size="m">
          <div onInput={typed}>{children}</div>
          {isAsked && <LeaveQuestion leave={close} stay={goOn} />}
        </SpaceBetween>
      </WindowHold>
    </Modal>
  );
}

interface Question {
  readonly leave: () => void;
  readonly stay: () => void;
}

function LeaveQuestion({ leave, stay }: Question) {
  const button = useRef<ButtonProps.Ref>(null);
  // Whoever does not see the question hears it, and Enter loses nothing.
  useEffect(() => button.current?.focus(), []);
  return (
    <Alert
      type="warning"
      header="Leave it, and lose what you wrote?"
      action={
        <SpaceBetween direction="horizontal" size="xs">
          <Button formAction="none" onClick={leave}>
            Leave it
          </Button>
          <Button formAction="none" ref={button} onClick={stay}>
            Go on writing
          </Button>
        </SpaceBetween>
      }
    />
  );
}
