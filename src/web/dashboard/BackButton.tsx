import { useStore } from 'zustand';
import { Button } from '../design/Button.js';
import { useExamServices } from './services.js';
import { STRINGS } from './strings.js';

/** From one candidate, or the policy, to what one came from: everybody, or the review. */
export function BackButton() {
  const { address } = useExamServices();
  const isReviewing = useStore(address.place, ({ review }) => review !== undefined);
  return (
    <Button isSmall onPress={() => address.go({ candidateId: undefined })}>
      ← {isReviewing ? STRINGS.review : STRINGS.wall.title}
    </Button>
  );
}
