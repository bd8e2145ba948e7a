/** Queries and mutations over HTTP, subscriptions over the live connection, as whoever the tokens say. */
import { ApolloClient, ApolloLink, CombinedGraphQLErrors, HttpLink, InMemoryCache } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { ErrorLink } from '@apollo/client/link/error';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import type { Tokens } from '../identity/tokens.js';
import type { LiveConnection } from './liveConnection.js';
import { patientFetch } from './patientFetch.js';

export interface ApolloOptions {
  readonly tokens: Tokens;
  /** Left out by pages that subscribe to nothing. */
  readonly live?: LiveConnection;
}

/**
 * Operations are typed by `generated/operations.ts`: write them into a `.graphql` file beside the page, run
 * `npm run codegen`, and import `…Document`.
 */
export function createApolloClient({ tokens, live }: ApolloOptions): ApolloClient {
  const http = ApolloLink.from([
    renewRefusedToken(tokens),
    new SetContextLink(async () => {
      const token = await tokens.token();
      return token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } };
    }),
    new HttpLink({ uri: '/graphql', fetch: patientFetch }),
  ]);
  return new ApolloClient({
    cache: new InMemoryCache(),
    link: live
      ? ApolloLink.split(
          ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
          new GraphQLWsLink(live.client),
          http,
        )
      : http,
    enhancedClientAwareness: { transport: false },
  });
}

/** A token may be refused before it ends, where the server got other keys: then once more with a new one. */
function renewRefusedToken(tokens: Tokens): ApolloLink {
  return new ErrorLink(({ error, operation, forward }) => {
    const isRefused = CombinedGraphQLErrors.is(error) && error.errors[0]?.extensions?.['code'] === 'UNAUTHENTICATED';
    if (!isRefused || operation.getContext()['isSecondTry'] || !tokens.tokenRefused()) return undefined;
    operation.setContext({ isSecondTry: true });
    return forward(operation);
  });
}
