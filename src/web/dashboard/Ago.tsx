import { useStore } from 'zustand';
import { exact } from './moments.js';
import { useExamServices } from './services.js';
import { STRINGS } from './strings.js';

/** A moment, relative while it is fresh, exact on hover. @param at milliseconds since 1970, by the server's clock */
export function Ago({ at }: { readonly at: number }) {
  const { now } = useExamServices();
  // Drawn again only when its words change.
  const words = useStore(now, (current) => STRINGS.ago(current - at));
  return <Time at={at}>{words}</Time>;
}

export function Time({ at, children }: { readonly at: number; readonly children: string }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={exact(at)}>
      {children}
    </time>
  );
}
