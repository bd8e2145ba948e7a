/** The least that can be done with a frame: parse the JSON, decode the Base64, read the JPEG's header, answer. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import type { Contender, ContenderOptions } from './contender.js';

export async function start({ sessions }: ContenderOptions): Promise<Contender> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { variables } = JSON.parse(Buffer.concat(chunks).toString());
    const { frameId, image } = variables.input;
    const { width, height } = await sharp(Buffer.from(image, 'base64')).metadata();
    const processFrame = { status: 'PROCESSED', frameId, width, height };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ data: { processFrame } }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // TCP, so not a string
  const tokens = Array.from({ length: sessions }, () => 'none');
  return { url: `http://127.0.0.1:${port}`, tokens, storeCalls: new Map() };
}
