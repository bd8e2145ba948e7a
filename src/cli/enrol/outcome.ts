/** What became of a photo. */
export interface Reason {
  /** As in the schema's `FaceRejectionCode`, or the code of the error that refused the picture. */
  readonly code: string;
  /** What to do, for people. */
  readonly message: string;
}

/** The server's last word on a photo, until the photo changes. */
export type Verdict =
  | { readonly status: 'enrolled'; readonly externalImageId: string }
  | { readonly status: 'rejected'; readonly reasons: readonly Reason[] };

export type Outcome =
  /** Not new: known from an earlier run. */
  | (Verdict & { readonly isNew: boolean })
  /** This photo could not be dealt with now; the next run tries again. */
  | { readonly status: 'failed'; readonly message: string }
  /** It would have been sent, were this not a dry run. */
  | { readonly status: 'unsent' };
