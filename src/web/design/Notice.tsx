import type { ReactNode } from 'react';
import { Mark, type Tone } from './Mark.js';

export interface NoticeProps {
  readonly tone: Tone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons. */
  readonly actions?: ReactNode;
  /** `alert` interrupts a screen reader, `status` waits for its turn; without either nothing is announced. */
  readonly role?: 'alert' | 'status';
}

/** Something to know: what it is, what follows from it, and what to do. */
export function Notice({ tone, title, children, actions, role }: NoticeProps) {
  return (
    <div className={`notice tone-${tone}`} role={role}>
      <Mark tone={tone} />
      <div className="notice-body">
        {title !== undefined && <p className="notice-title">{title}</p>}
        {children}
        {actions !== undefined && <div className="notice-actions">{actions}</div>}
      </div>
    </div>
  );
}
