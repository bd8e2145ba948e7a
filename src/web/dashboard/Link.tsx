import type { AnchorHTMLAttributes, MouseEvent } from 'react';

export interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly href: string;
  readonly onFollow: () => void;
}

/** A place within the page: followed here, unless one asks for another tab. */
export function Link({ href, onFollow, children, ...rest }: LinkProps) {
  function follow(event: MouseEvent) {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onFollow();
  }
  return (
    <a {...rest} href={href} onClick={follow}>
      {children}
    </a>
  );
}
