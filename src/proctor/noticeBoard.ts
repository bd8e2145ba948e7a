/**
 * Hands candidates what they are to be told. An exam with ten thousand candidates is ten thousand who listen to one busy
 * history, so it is followed once for all of them, and an event that concerns one costs the others nothing.
 */
import type { EventLog } from '../events/eventLog.js';
import { type Board, createNoticeListener, type NoticeFeed, type NoticeListener } from './noticeListener.js';
import { isTold, type ToldEvent } from './toldEvents.js';

export interface NoticeBoard {
  /**
   * What a candidate is told after the cursor, or from now on, with the promises of `EventLog.follow`.
   * @param after a cursor that was found good
   */
  listen(examId: string, candidateId: string, after?: string): Promise<NoticeFeed>;
}

/** Of those that concern one candidate, who is told of few of them. */
const READ_AT_ONCE = 100;

type OpenBoard = Board & { admit(listener: NoticeListener): void };

export function createNoticeBoard(log: EventLog): NoticeBoard {
  const boards = new Map<string, OpenBoard>();

  function getBoard(examId: string, latest: string): OpenBoard {
    const known = boards.get(examId);
    if (known) return known;
    const board = openBoard(log, examId, latest, () => {
      if (boards.get(examId) === board) boards.delete(examId);
    });
    boards.set(examId, board);
    return board;
  }

  return {
    async listen(examId, candidateId, after) {
      const latest = await log.latest(examId);
      const board = getBoard(examId, latest);
      const listener = createNoticeListener({
        board,
        candidateId,
        after: after ?? latest,
        readOn: (cursor) => log.readAbout(examId, [candidateId, undefined], { after: cursor, limit: READ_AT_ONCE }),
      });
      board.admit(listener);
      return listener.feed;
    },
  };
}

/**
 * Follows an exam's history until the last listener has left.
 * @param onDown is called when nothing more will be handed out
 */
function openBoard(log: EventLog, examId: string, latest: string, onDown: () => void): OpenBoard {
  const events = log.follow(examId, latest);
  const members = new Set<NoticeListener>();
  const listening = new Map<string, Set<NoticeListener>>();
  let position = latest;

  async function handOut(): Promise<void> {
    try {
      for await (const event of events) {
        if (isTold(event)) for (const listener of concerned(event)) listener.tell(event);
        position = event.id;
      }
      takeDown();
    } catch (error) {
      takeDown(error);
    }
  }

  function concerned({ candidateId }: ToldEvent): readonly NoticeListener[] {
    if (candidateId !== undefined) return [...(listening.get(candidateId) ?? [])];
    return [...listening.values()].flatMap((ofCandidate) => [...ofCandidate]);
  }

  function takeDown(error?: unknown): void {
    onDown();
    for (const member of members) member.end(error);
  }

  void handOut();
  return {
    get position() {
      return position;
    },
    admit: (listener) => void members.add(listener),
    attend(candidateId, listener) {
      const ofCandidate = listening.get(candidateId) ?? new Set();
      listening.set(candidateId, ofCandidate.add(listener));
    },
    miss(candidateId, listener) {
      const ofCandidate = listening.get(candidateId);
      ofCandidate?.delete(listener);
      if (ofCandidate?.size === 0) listening.delete(candidateId);
    },
    leave(listener) {
      members.delete(listener);
      if (members.size > 0) return;
      onDown();
      void events.return?.();
    },
  };
}
