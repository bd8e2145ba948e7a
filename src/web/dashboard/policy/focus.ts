/** For buttons that go with what they do: the focus stays near, and is not lost with them. */
export function focusNear(button: Element, around: string, control = 'input, select'): void {
  button.closest(around)?.querySelector<HTMLElement>(control)?.focus();
}
