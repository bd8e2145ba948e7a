import { type ReactNode, useId, useRef } from 'react';

export interface MenuProps {
  /** What the button says. */
  readonly label: ReactNode;
  /** What the panel is, for those who can't see where it belongs. */
  readonly title: string;
  readonly onClose?: () => void;
  readonly children: ReactNode | ((close: () => void) => ReactNode);
}

/** A button of the bar with a panel under it. The browser's own popover: Escape, or a click elsewhere, closes it. */
export function Menu({ label, title, onClose, children }: MenuProps) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button" className="button menu-button" popoverTarget={id}>
        {label}
      </button>
      <section
        ref={panel}
        id={id}
        popover="auto"
        className="menu-panel"
        aria-label={title}
        onToggle={(event) => event.newState === 'closed' && onClose?.()}
      >
        <h2>{title}</h2>
        {typeof children === 'function' ? children(() => panel.current?.hidePopover()) : children}
      </section>
    </>
  );
}
