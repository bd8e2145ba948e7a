import type { ReactNode } from 'react';
import { Button } from './Button.js';
import { DialogFrame } from './DialogFrame.js';

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
    <DialogFrame role="alertdialog" isOpen={isOpen} title={title} onClose={onCancel}>
      {children}
      <div className="notice-actions">
        <Button look="grave" onPress={onConfirm}>
          {confirm}
        </Button>
        <Button autoFocus onPress={onCancel}>
          {cancel}
        </Button>
      </div>
    </DialogFrame>
  );
}
