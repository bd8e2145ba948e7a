/** What the nodes say to each other: a line of JSON, and in an answer, the picture's bytes after it. */
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

/** Undefined for what no node of this version says. */
export function decodeMessage(encoded: Buffer): Message | undefined {
  const end = encoded.indexOf(LINE_END);
  try {
    // Only the deployment's own nodes may write to its Redis; those of another version may say something else.
    const message = JSON.parse(encoded.toString('utf8', 0, end)) as Message;
    if (message.what !== 'answer' || !message.shown) return message;
    const { shown } = message;
    return { ...message, shown: { ...shown, picture: { ...shown.picture, bytes: encoded.subarray(end + 1) } } };
  } catch {
    return undefined;
  }
}
