/** What every page says of the server and of signing in; what a page says besides is in strings of its own. */
export const SERVER = {
  unreachable: 'The server can’t be reached. Check that you are online, and try again.',
  silent: (seconds: number) => `The server did not answer within ${seconds} seconds. Please try again.`,
  /** @param status such as `502 Bad Gateway` */
  noResult: (status: string) => `The server answered with ${status}.`,
  noIssuer: 'The server did not say who issues its tokens.',
  noSignInPage: 'The server did not say where people sign in.',
  tokenRefused: 'The server did not accept the token.',
  noToken: 'The server did not issue the token.',
  connectionLost: 'Connection lost',
} as const;
