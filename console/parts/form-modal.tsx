import Modal, { type ModalProps } from '@cloudscape-design/components/modal';
import type { ReactNode } from 'react';
import { SubmitForm } from './submit-form.tsx';

interface Given {
  readonly title: string;
  /** What the button says that submits it. */
  readonly act: string;
  readonly submit: () => void;
  readonly isPending: boolean;
  readonly isReady?: boolean;
  readonly error?: unknown;
  readonly close: () => void;
  readonly size?: ModalProps.Size;
  readonly children: ReactNode;
}

/** A form in a window of its own: Enter submits, Escape leaves all as it is. */
export function FormModal({ title, close, size = 'medium', children, ...form }: Given) {
  return (
    <Modal visible header={title} size={size} onDismiss={close} closeAriaLabel="Cancel">
      <SubmitForm label={title} cancel={close} {...form}>
        {children}
      </SubmitForm>
    </Modal>
  );
}
