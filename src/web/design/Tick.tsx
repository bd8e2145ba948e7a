import type { ReactNode } from 'react';
import { Checkbox, type CheckboxProps } from 'react-aria-components';

export interface TickProps extends Omit<CheckboxProps, 'className' | 'children'> {
  readonly children: ReactNode;
}

/** A box to tick, and what ticking it says. */
export function Tick({ children, ...rest }: TickProps) {
  return (
    <Checkbox {...rest} className="tick">
      <span className="tick-box" aria-hidden="true">
        <svg
          viewBox="0 0 16 16"
          width="16"
          height="16"
          fill="none"
          stroke="currentColor"
          strokeWidth="2.5"
          aria-hidden="true"
        >
          <path d="m3 8.5 3.2 3.2L13 4.8" />
        </svg>
      </span>
      <span>{children}</span>
    </Checkbox>
  );
}
