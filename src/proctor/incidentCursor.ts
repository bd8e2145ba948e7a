/** A place among an exam's incidents as clients pass it back: opaque, and looked at before it is used. */
import type { IncidentPlace } from '../store/store.js';
import { ProctorError } from './errors.js';

export function toIncidentCursor({ openedAt, id }: IncidentPlace): string {
  return Buffer.from(`${openedAt}#${id}`).toString('base64url');
}

/** ISO 8601 as this product writes it, and an incident's id. */
const PLACE = /^(?<openedAt>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)#(?<id>[A-Za-z0-9-]{1,64})$/;

/** @throws ProctorError BAD_USER_INPUT */
export function parseIncidentCursor(cursor: string): IncidentPlace {
  const { openedAt, id } = PLACE.exec(Buffer.from(cursor, 'base64url').toString())?.groups ?? {};
  // Node skips what is not Base64: a cursor of ours comes out again as it went in.
  if (openedAt !== undefined && id !== undefined && toIncidentCursor({ openedAt, id }) === cursor) {
    return { openedAt, id };
  }
  throw new ProctorError('BAD_USER_INPUT', '`after` is not the cursor of an incident.');
}
