import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './Button.js';

export interface ConfirmDialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly children: ReactNode;
  readonly confirm: string;
  readonly cancel: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before what can't be undone. Escape, and a press beside it, cancel. */
export function ConfirmDialog({ isOpen, title, children, confirm, cancel, onConfirm, onCancel }: ConfirmDialogProps) {
  return (
    <ModalOverlay
      className="dialog-ground"
      isDismissable
      isOpen={isOpen}
      onOpenChange={(isStillOpen) => isStillOpen || onCancel()}
    >
      <Modal>
        <Dialog role="alertdialog" className="dialog">
          <Heading slot="title">{title}</Heading>
          {children}
          <div className="notice-actions">
            <Button look="grave" onPress={onConfirm}>
              {confirm}
            </Button>
            <Button autoFocus onPress={onCancel}>
              {cancel}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
