/** Stands between the command and the product, counts the photos that are sent, and may do something other than let them by. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Upload {
  readonly candidateId: string;
  readonly fullName: string;
  /** Base64. */
  readonly image: string;
}

/** `'hold'` leaves a request without an answer, `'break'` hangs up, an object is the answer's error. */
export type Treatment = 'forward' | 'hold' | 'break' | { readonly message: string; readonly extensions: object };

export interface Gate extends AsyncDisposable {
  readonly url: string;
  /** Those let by and those not, in the order in which they came. */
  readonly uploads: readonly Upload[];
}

/** @param treat what to do with the nth photo, from 1 */
export async function openGate(target: string, treat: (nth: number) => Treatment = () => 'forward'): Promise<Gate> {
  const uploads: Upload[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    // What the command sends is GraphQL over HTTP, and only an upload has an input.
    const { variables } = JSON.parse(body) as { readonly variables: { readonly input?: Upload } };
    if (variables.input) uploads.push(variables.input);
    const treatment = variables.input ? treat(uploads.length) : 'forward';
    if (treatment === 'hold') return;
    if (treatment === 'break') return void request.socket.destroy();
    response.setHeader('content-type', 'application/json');
    if (treatment !== 'forward') return void response.end(JSON.stringify({ data: null, errors: [treatment] }));
    const { authorization = '' } = request.headers;
    const headers = { 'content-type': 'application/json', authorization };
    const answer = await fetch(`${target}${request.url}`, { method: 'POST', headers, body });
    response.writeHead(answer.status).end(await answer.text());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // TCP, so not a string
  return {
    url: `http://127.0.0.1:${port}`,
    uploads,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
