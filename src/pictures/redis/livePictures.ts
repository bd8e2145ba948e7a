/**
 * The newest frame of each session in a deployment with several nodes. Each frame stays in the memory of the node that
 * looked at it, and that node says in Redis that it has the newest; a look at another node asks it for the small picture.
 *
 * No picture is kept in Redis, because a frame has 100 kB, ten thousand sessions would fill the cache that the event log
 * needs, and to shrink each frame beforehand costs 9 ms for pictures that hardly anybody looks at. Nor are all nodes asked:
 * one that is stuck would hold up every look, and with each node more every look would cost more.
 *
 * What goes wrong costs a look, never a frame: without Redis, or when the other node is gone or silent, the newest frame
 * that this node has itself is shown, or none.
 */
import { randomUUID } from 'node:crypto';
import { LATE_MS } from '../../domain/incidents/frameOrder.js';
import type { LivePicture, LivePictures, SessionKey } from '../livePictures.js';
import { type HeldPictures, keyOf, LATELY_MS } from '../memory/livePictures.js';
import { createConnection } from './connection.js';
import { decodeMessage, encodeMessage, type Message } from './messages.js';

export interface RedisLivePicturesOptions {
  /** Such as `redis://127.0.0.1:6379`. */
  readonly url: string;
  /** What the names of all keys and channels begin with; deployments that share a Redis need different ones. */
  readonly keyPrefix: string;
  /** What this node has itself. */
  readonly own: HeldPictures;
  /** Told once of each trouble, until it is over. */
  readonly onProblem: (problem: string, cause: unknown) => void;
}

/** A node that is busy shrinks a picture in less; a proctor's page asks again in a few seconds. */
const ANSWER_MS = 500;

export function createRedisLivePictures(options: RedisLivePicturesOptions): LivePictures & AsyncDisposable {
  const { url, keyPrefix, own, onProblem } = options;
  const node = randomUUID();
  const everybody = `${keyPrefix}live`;
  const channelOf = (name: string) => `${everybody}:node:${name}`;
  const candidateKey = (candidateId: string) => `${everybody}:${candidateId}`;
  const questions = new Map<string, (shown?: LivePicture) => void>();
  const looks = new Map<string, Promise<LivePicture | undefined>>();

  const connection = createConnection({
    url,
    onProblem,
    channels: [everybody, channelOf(node)],
    onMessage: (encoded) => hear(decodeMessage(encoded)),
    // Others may have been asked meanwhile to forget somebody; the next frames come within seconds.
    onMissed: own.forgetAll,
  });

  function send(channel: string, message: Message): Promise<number> {
    return connection.publish(channel, encodeMessage(message));
  }

  function hear(message: Message | undefined): void {
    switch (message?.what) {
      case 'look':
        void answer(message);
        break;
      case 'answer':
        questions.get(message.id)?.(message.shown);
        break;
      case 'forget':
        own.forget(message.session);
        break;
      case 'forget candidate':
        own.forgetCandidate(message.candidateId);
    }
  }

  async function answer({ id, from, session }: Extract<Message, { what: 'look' }>): Promise<void> {
    // A picture that can't be shrunk is none to whoever asked.
    const shown = await own.look(session).catch(() => undefined);
    await send(channelOf(from), { what: 'answer', id, ...(shown && { shown }) });
  }

  function ask(holder: string, session: SessionKey): Promise<LivePicture | undefined> {
    return new Promise((resolve) => {
      const id = randomUUID();
      const end = (shown?: LivePicture) => {
        clearTimeout(timer);
        questions.delete(id);
        resolve(shown);
      };
      const timer = setTimeout(end, ANSWER_MS);
      questions.set(id, end);
      void send(channelOf(holder), { what: 'look', id, from: node, session }).then((reached) => {
        if (reached === 0) end();
      });
    });
  }

  async function find(session: SessionKey): Promise<LivePicture | undefined> {
    const holder = connection.isListening()
      ? await connection.holder(candidateKey(session.candidateId), session.examId)
      : undefined;
    const shown = holder === undefined || holder === node ? undefined : await ask(holder, session);
    return shown ?? (await own.look(session));
  }

  return {
    note(session, frame) {
      own.note(session, frame);
      const capturedAt = Date.parse(frame.capturedAt);
      const whereabouts = { examId: session.examId, capturedAt, node, lateMs: LATE_MS, expiryMs: LATELY_MS };
      void connection.announce(candidateKey(session.candidateId), whereabouts);
    },

    /** Those who look at once ask once. */
    look(session) {
      const key = keyOf(session);
      const looking = looks.get(key) ?? find(session).finally(() => looks.delete(key));
      looks.set(key, looking);
      return looking;
    },

    forget(session) {
      own.forget(session);
      void connection.forget(candidateKey(session.candidateId), session.examId);
      void send(everybody, { what: 'forget', session: { examId: session.examId, candidateId: session.candidateId } });
    },

    forgetCandidate(candidateId) {
      own.forgetCandidate(candidateId);
      void connection.forget(candidateKey(candidateId));
      void send(everybody, { what: 'forget candidate', candidateId });
    },

    async [Symbol.asyncDispose]() {
      connection[Symbol.dispose]();
      for (const end of [...questions.values()]) end();
    },
  };
}
