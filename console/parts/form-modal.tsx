import type { ModalProps } from '@cloudscape-design/components/modal';
import type { ReactNode } from 'react';
import { FormWindow } from './form-window.tsx';
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

/** A form in a window of its own: Enter submits. */
export function FormModal({ title, close, size = 'medium', children, ...form }: Given) {
  return (
    <FormWindow title={title} size={size} close={close}>
      <SubmitForm label={title} cancel={close} {...form}>
        {children}
      </SubmitForm>
    </FormWindow>
  );
}
