import { useStore } from 'zustand';
import { Notice } from '../design/Notice.js';
import { clockTime } from './moments.js';
import { useExamServices } from './services.js';
import { STRINGS } from './strings.js';

/** While nothing is heard, nothing must look as if it were now. */
export function FeedLostNotice() {
  const { feed } = useExamServices();
  const since = useStore(feed.status, (status) => (status.kind === 'gone' ? status.since : undefined));
  return (
    <div className="feed-lost" role="status">
      {since !== undefined && (
        <Notice tone="alarm" title={STRINGS.feed.goneTitle}>
          <p>{STRINGS.feed.goneWhat(clockTime(since))}</p>
        </Notice>
      )}
    </div>
  );
}
