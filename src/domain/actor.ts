/** Who did something: kept with what was done, so that it can be asked about later. */
export interface Actor {
  /** The subject of the token. */
  readonly id: string;
  readonly name?: string;
}
