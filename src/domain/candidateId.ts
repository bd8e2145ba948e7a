/** Ids of candidates come from identity providers: a subject has up to 255 characters (OpenID Connect Core 1.0 §2). */
export const MAX_CANDIDATE_ID = 255;
