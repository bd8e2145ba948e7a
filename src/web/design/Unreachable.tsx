import { useEffect, useRef } from 'react';
import { Button } from './Button.js';
import { Notice } from './Notice.js';

export interface UnreachableProps {
  readonly words: { readonly title: string; readonly what: string; readonly again: string };
  /** Resolves when it has been tried. */
  readonly onRetry: () => Promise<void>;
}

const RETRY_MS = 5_000;

/** Nobody answers: said once, and tried again until somebody does. */
export function Unreachable({ words: { title, what, again }, onRetry }: UnreachableProps) {
  const newest = useRef(onRetry);
  const isTrying = useRef(false);
  useEffect(() => {
    newest.current = onRetry;
  });

  async function retry() {
    // On a slow network, one try may take longer than until the next.
    if (isTrying.current) return;
    isTrying.current = true;
    await newest.current().finally(() => (isTrying.current = false));
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: what it calls is held in references
  useEffect(() => {
    const timer = setInterval(() => void retry(), RETRY_MS);
    return () => clearInterval(timer);
  }, []);

  return (
    <Notice tone="caution" title={title} role="status" actions={<Button onPress={() => void retry()}>{again}</Button>}>
      <p>{what}</p>
    </Notice>
  );
}
