import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children'> {
  /** `primary` is what one came for: one of a screen. `grave` is what can't be undone. `link` is what few look for. */
  readonly look?: 'plain' | 'primary' | 'grave' | 'link';
  readonly isSmall?: boolean;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = 'plain', isSmall = false, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={`button ${look}${isSmall ? ' small' : ''}`}>
      {children}
    </AriaButton>
  );
}
