import './review.css';
import './incidents.css';
import { useEffect, useRef } from 'react';
import { Button } from '../../design/Button.js';
import { FeedBadge } from '../FeedBadge.js';
import { FeedLostNotice } from '../FeedLostNotice.js';
import { MoreMenu } from '../MoreMenu.js';
import { useExam, useExamServices } from '../services.js';
import { STRINGS } from '../strings.js';
import { Incidents } from './Incidents.js';
import { Sessions } from './Sessions.js';
import { Summary } from './Summary.js';
import { REVIEW } from './strings.js';
import { useTally } from './useTally.js';

/** The exam looked back on, after it or while it lasts: how it went, who sat it, and every incident with what was made of it. */
export function ExamReview() {
  const { address, view } = useExamServices();
  const title = useExam((exam) => exam.title);
  const { status, counts } = useTally();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const forget = () => view.setState({ selectedId: undefined, deciding: undefined, lookingAt: undefined });
    forget();
    heading.current?.focus();
    return forget;
  }, [view]);

  return (
    <div className="review">
      <a className="skip" href="#review-incidents">
        {REVIEW.skip}
      </a>
      <header className="head">
        <Button isSmall onPress={() => address.go({ review: undefined })}>
          ← {REVIEW.back}
        </Button>
        <h1 ref={heading} tabIndex={-1} dir="auto">
          {title} <span className="review-word quiet">{REVIEW.title}</span>
        </h1>
        <FeedBadge />
        <div className="row head-actions">
          <Button isSmall onPress={() => view.setState({ dialog: 'keys' })}>
            {STRINGS.help}
          </Button>
          <MoreMenu />
        </div>
      </header>
      <FeedLostNotice />
      <main className="review-parts">
        <div className="review-overview">
          <Summary status={status} counts={counts} />
          <Sessions counts={counts} />
        </div>
        <Incidents />
      </main>
    </div>
  );
}
