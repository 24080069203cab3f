import Modal from '@cloudscape-design/components/modal';
import type { ReactNode } from 'react';

interface Given {
  readonly title: string;
  readonly close: () => void;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** A window over the page with a form in it; Escape leaves all as it is. */
export function FormWindow({ title, close, isWide = false, children }: Given) {
  return (
    <Modal visible header={title} size={isWide ? 'large' : 'medium'} onDismiss={close} closeAriaLabel="Cancel">
      {children}
    </Modal>
  );
}
