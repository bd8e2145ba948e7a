/** An enrolled photo of a candidate; one candidate may have several. */
export interface Face {
  /** A UUID; the name under which an engine knows the face. */
  readonly externalImageId: string;
  readonly candidateId: string;
  readonly fullName: string;
  readonly collectionId: string;
  /** ISO 8601, UTC. */
  readonly enrolledAt: string;
  /** Only where the engine keeps its vectors with us. */
  readonly template?: FaceTemplate;
}

/** What an engine recorded of a face, and beside it what another engine did. */
interface FaceTemplate {
  readonly model: string;
  readonly vector: Uint8Array;
  readonly also?: { readonly model: string; readonly vector: Uint8Array };
}
