import { useStore } from 'zustand';
import { Mark, type Tone } from '../design/Mark.js';
import { useNow } from '../design/useNow.js';
import type { FeedStatus } from './feed/examFeed.js';
import { useExamServices } from './services.js';
import { STRINGS } from './strings.js';

const TONES: Readonly<Record<FeedStatus['kind'], Tone>> = {
  reading: 'neutral',
  live: 'good',
  catchingUp: 'caution',
  gone: 'alarm',
  refused: 'alarm',
};

/** How fresh what one sees is. */
export function FeedBadge() {
  const { feed } = useExamServices();
  const status = useStore(feed.status);
  return (
    <p className="feed-badge">
      <Mark tone={TONES[status.kind]} />
      <span>
        <Words status={status} />
      </span>
    </p>
  );
}

function Words({ status }: { readonly status: FeedStatus }) {
  if (status.kind === 'live') return STRINGS.feed.live(status.behindMs);
  if (status.kind === 'catchingUp') return STRINGS.feed.catchingUp(status.behindMs);
  if (status.kind === 'gone') return <Gone since={status.since} />;
  return STRINGS.feed.reading;
}

function Gone({ since }: { readonly since: number }) {
  const { live } = useExamServices();
  const connection = useStore(live.state);
  const now = useNow();
  const gone = STRINGS.feed.gone(now - since);
  if (connection.kind !== 'reconnecting') return gone;
  return `${gone}, ${STRINGS.feed.retryingIn(connection.retryAt - now)}`;
}
