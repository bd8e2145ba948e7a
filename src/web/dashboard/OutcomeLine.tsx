import { useStore } from 'zustand';
import { Button } from '../design/Button.js';
import { Mark } from '../design/Mark.js';
import { useExamServices } from './services.js';
import { STRINGS } from './strings.js';

/** What came of what one did last. */
export function OutcomeLine() {
  const { outcomes } = useExamServices();
  const outcome = useStore(outcomes.current);
  return (
    <div className="outcome-place" role="status">
      {outcome && (
        <div className={`outcome tone-${outcome.tone}`}>
          <Mark tone={outcome.tone} />
          <p>{outcome.text}</p>
          {outcome.action && (
            <Button isSmall onPress={outcome.action.run}>
              {outcome.action.label}
            </Button>
          )}
          <Button isSmall onPress={outcomes.clear}>
            {STRINGS.queue.hide}
          </Button>
        </div>
      )}
    </div>
  );
}
