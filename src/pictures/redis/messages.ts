/** What the nodes say to each other: a line of JSON, and in an answer, the picture's bytes after it. */
import { z } from 'zod';
import type { LivePicture, SessionKey } from '../livePictures.js';

export type Message =
  | { readonly what: 'look'; readonly id: string; readonly from: string; readonly session: SessionKey }
  | { readonly what: 'answer'; readonly id: string; readonly shown?: LivePicture }
  | { readonly what: 'forget'; readonly session: SessionKey }
  | { readonly what: 'forget candidate'; readonly candidateId: string };

const LINE_END = 0x0a;

export function encodeMessage(message: Message): Buffer {
  if (message.what !== 'answer' || !message.shown) return Buffer.from(`${JSON.stringify(message)}\n`);
  const { picture, ...frame } = message.shown;
  const { bytes, ...size } = picture;
  const line = JSON.stringify({ ...message, shown: { ...frame, picture: size } });
  return Buffer.concat([Buffer.from(`${line}\n`), bytes]);
}

/** Undefined for what no node of this version says: while nodes are replaced, others listen on the same channels. */
export function decodeMessage(encoded: Buffer): Message | undefined {
  const end = encoded.indexOf(LINE_END);
  const { data: message } = MESSAGE.safeParse(jsonOf(encoded.toString('utf8', 0, end)));
  if (message?.what !== 'answer') return message;
  const { id, shown } = message;
  const what = 'answer';
  if (!shown) return { what, id };
  return { what, id, shown: { ...shown, picture: { ...shown.picture, bytes: encoded.subarray(end + 1) } } };
}

const SESSION = z.object({ examId: z.string(), candidateId: z.string() });
const SHOWN = z.object({
  frameId: z.string(),
  capturedAt: z.string(),
  picture: z.object({ width: z.number(), height: z.number() }),
});
const MESSAGE = z.discriminatedUnion('what', [
  z.object({ what: z.literal('look'), id: z.string(), from: z.string(), session: SESSION }),
  z.object({ what: z.literal('answer'), id: z.string(), shown: SHOWN.optional() }),
  z.object({ what: z.literal('forget'), session: SESSION }),
  z.object({ what: z.literal('forget candidate'), candidateId: z.string() }),
]);

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
