/** What a server of the comparison must do. */
export interface Contender {
  /** Such as `ws://127.0.0.1:4000/graphql`. */
  readonly url: string;
  /** Sends one event to every subscriber. */
  publish(count: number): unknown;
}
