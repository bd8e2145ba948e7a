/** How the editor's operations are sent: queries and mutations over HTTP, subscriptions over the WebSocket. */
import type { Fetcher, FetcherParams, FetcherReturnType } from '@graphiql/toolkit';
import { getOperationAST, type OperationDefinitionNode, OperationTypeNode, parse } from 'graphql';
import { type Operation, post } from '../api/graphqlRequest.js';
import type { Identities } from './identity.js';
import type { Pictures } from './pictures.js';
import { fillPlaceholders } from './placeholders.js';
import type { Observer, Subscriptions } from './subscriptions.js';
import type { Tabs } from './tabs.js';

export interface FetcherOptions {
  readonly identities: Identities;
  readonly pictures: Pictures;
  readonly subscriptions: Subscriptions;
  readonly tabs: Tabs;
}

export function createFetcher({ identities, pictures, subscriptions, tabs }: FetcherOptions): Fetcher {
  const fillings = {
    picture: (name: string) => pictures.find(name).base64,
    uuid: () => crypto.randomUUID(),
    now: () => new Date(),
  };

  function subscribe(operation: Operation) {
    const tab = tabs.active();
    return {
      subscribe(observer: Observer) {
        subscriptions.start(tab, operation.operationName ?? 'Subscription', operation, observer);
        return {
          unsubscribe: () => {
            // The editor unsubscribes when another tab is shown, too. By the next microtask we know which it was.
            queueMicrotask(() => tabs.active() === tab && subscriptions.stop(tab));
          },
        };
      },
    };
  }

  async function send({ query, operationName, variables }: FetcherParams) {
    // The editor allows whatever is JSON; a list or a number, the server refuses.
    const filled = fillPlaceholders(variables, fillings) as Record<string, unknown> | undefined;
    const definition = find(query, operationName);
    const name = definition?.name?.value ?? operationName ?? null;
    const operation = { query, operationName: name, ...(filled && { variables: filled }) };
    const isSubscription = definition?.operation === OperationTypeNode.SUBSCRIPTION;
    return isSubscription ? subscribe(operation) : post(operation, await identities.token());
  }

  return async (parameters) => {
    // What was never sent is shown as a refusal, too: GraphiQL would show an Error with its stack.
    const answer = await send(parameters).catch((error: Error) => ({ errors: [{ message: error.message }] }));
    // GraphiQL's type asks for errors as a server has them before they are sent, and for all that an Observable may be.
    return answer as Awaited<FetcherReturnType>;
  };
}

/** The operation that is meant: of this name, or the only one. For a moment after a change of tabs the name is the former's. */
function find(query: string, name: string | null | undefined): OperationDefinitionNode | undefined {
  try {
    const document = parse(query);
    return getOperationAST(document, name) ?? getOperationAST(document) ?? undefined;
  } catch {
    // Not GraphQL: the server says best what is wrong with it.
    return undefined;
  }
}
