import { useMemo } from 'react';
import { Time } from '../Ago.js';
import { clockTime } from '../moments.js';
import type { FeedEvent } from '../state/examState.js';
import { deedsOf } from '../state/timeline.js';
import { STRINGS } from '../strings.js';
import { actorOf, deedInWords } from '../words.js';

const WORDS = STRINGS.person;

/** What was done and written, the newest first. */
export function Log({ events }: { readonly events: readonly FeedEvent[] }) {
  const deeds = useMemo(() => deedsOf(events).toReversed(), [events]);
  return (
    <section className="panel" aria-labelledby="log-title">
      <h3 id="log-title">{WORDS.log}</h3>
      {deeds.length === 0 && <p className="quiet">{WORDS.emptyLog}</p>}
      <ol className="log">
        {deeds.map((deed) => {
          const { what, text } = deedInWords(deed);
          const at = Date.parse(deed.occurredAt);
          const by = actorOf(deed);
          return (
            <li key={deed.id}>
              <span className="small quiet log-time">
                <Time at={at}>{clockTime(at)}</Time>
              </span>
              <div>
                <p>
                  {what} {by !== undefined && <span className="quiet small">{STRINGS.queue.by(by)}</span>}
                </p>
                {text !== undefined && (
                  <p className="log-text" dir="auto">
                    {text}
                  </p>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
