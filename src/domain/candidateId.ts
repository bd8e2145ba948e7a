/** Ids of candidates come from identity providers: a subject has up to 255 characters (OpenID Connect Core 1.0 §2). */
export const MAX_CANDIDATE_ID = 255;

/** Control characters, and halves of characters, which a database stores as something else. */
export const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;

/**
 * Whether somebody of this id can be named in a request, whose texts lose the space around them: whoever could not would be
 * out of the hands of those who watch, or be taken for another.
 */
export function isCandidateId(id: string): boolean {
  return id !== '' && id.length <= MAX_CANDIDATE_ID && id === id.trim() && !UNPRINTABLE.test(id);
}
