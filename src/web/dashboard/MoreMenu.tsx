import { type KeyboardEvent, useRef } from 'react';
import { useStore } from 'zustand';
import { Button } from '../design/Button.js';
import { isReview } from './address.js';
import { ALL_INCIDENTS } from './review/filter.js';
import { useExamServices } from './services.js';
import { STRINGS } from './strings.js';

/** What is needed now and then. */
export function MoreMenu() {
  const { address, view, signIn } = useExamServices();
  const details = useRef<HTMLDetailsElement>(null);
  const isAtPolicy = useStore(address.place, ({ page }) => page === 'policy');
  const isAtReview = useStore(address.place, isReview);

  function close() {
    if (details.current) details.current.open = false;
  }
  /** The menu alone, and not the place. */
  function leaveByEscape(event: KeyboardEvent) {
    if (event.key !== 'Escape' || !details.current?.open) return;
    event.preventDefault();
    close();
    details.current.querySelector('summary')?.focus();
  }
  function choose(what: () => void) {
    close();
    what();
  }
  function openPolicy() {
    view.setState({ pane: 'stage' });
    address.go({ page: 'policy', candidateId: undefined });
  }

  return (
    <details
      className="drop"
      ref={details}
      onKeyDown={leaveByEscape}
      onBlur={({ relatedTarget }) => details.current?.contains(relatedTarget) || close()}
    >
      <summary className="button small">{STRINGS.more}</summary>
      <div className="drop-content">
        <Button isSmall onPress={() => choose(() => view.setState({ dialog: 'everybody' }))}>
          {STRINGS.everybody.open}
        </Button>
        <Button isSmall onPress={() => choose(() => view.setState({ dialog: 'enrol' }))}>
          {STRINGS.enrol.open}
        </Button>
        {!isAtReview && (
          <Button isSmall onPress={() => choose(() => address.go({ review: ALL_INCIDENTS, candidateId: undefined }))}>
            {STRINGS.review}
          </Button>
        )}
        {!isAtPolicy && (
          <Button isSmall onPress={() => choose(openPolicy)}>
            {STRINGS.policy}
          </Button>
        )}
        <Button isSmall onPress={() => address.go({ examId: undefined, candidateId: undefined })}>
          {STRINGS.exams.change}
        </Button>
        <Button isSmall onPress={() => address.leave(() => void signIn.signOut())}>
          {STRINGS.signIn.signOut}
        </Button>
      </div>
    </details>
  );
}
