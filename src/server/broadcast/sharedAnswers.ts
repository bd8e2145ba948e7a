/** The answers to one subscription's events, each executed and serialised once, whoever asks for it first. */
import { type ExecutionArgs, execute } from 'graphql';
import type { BroadcastEvent } from '../../graphql/broadcast.js';
import type { FormatError } from '../../graphql/errorFormat.js';

export interface SharedAnswers {
  /** The event's answer as JSON in UTF-8, errors formatted. */
  to(event: BroadcastEvent): Promise<Buffer>;
}

/**
 * Subscribers who keep up want an event within the same moment; who is further behind is answered anew, which costs an
 * execution and is right all the same.
 */
const REMEMBERED = 64;

export function createSharedAnswers(args: ExecutionArgs, format: FormatError): SharedAnswers {
  /** By the event's id; the one that was added first is the first. */
  const answers = new Map<string, Promise<Buffer>>();

  const answer = async (event: BroadcastEvent): Promise<Buffer> => {
    const { errors, ...result } = await execute({ ...args, rootValue: event });
    return Buffer.from(JSON.stringify(errors ? { errors: errors.map(format), ...result } : result));
  };

  return {
    to(event) {
      if (event.isTransient) return answer(event);
      const known = answers.get(event.id);
      if (known) return known;
      const fresh = answer(event);
      answers.set(event.id, fresh);
      for (const oldest of answers.keys()) {
        if (answers.size <= REMEMBERED) break;
        answers.delete(oldest);
      }
      return fresh;
    },
  };
}
