import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

export interface DialogFrameProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly children: ReactNode;
  /** `alertdialog` asks for an answer before anything else is done. */
  readonly role?: 'dialog' | 'alertdialog';
  /** Beside `dialog`. */
  readonly className?: string;
  /** Whether a press beside it closes it; Escape does in any case. */
  readonly isDismissable?: boolean;
  readonly onClose: () => void;
}

/** Stands before the page, which is out of reach until it is closed. */
export function DialogFrame(props: DialogFrameProps) {
  const { isOpen, title, children, role = 'dialog', className, isDismissable = true, onClose } = props;
  return (
    <ModalOverlay
      className="dialog-ground"
      isDismissable={isDismissable}
      isOpen={isOpen}
      onOpenChange={(isStillOpen) => isStillOpen || onClose()}
    >
      <Modal>
        <Dialog role={role} className={className === undefined ? 'dialog' : `dialog ${className}`}>
          <Heading slot="title">{title}</Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
