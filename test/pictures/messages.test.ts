/** What nodes say to each other of live pictures, and what is heard of it. */
import { describe, expect, test } from '@jest/globals';
import { decodeMessage, encodeMessage, type Message } from '../../src/pictures/redis/messages.js';

const session = { examId: 'demo', candidateId: 'ana\n#' };
const bytes = Buffer.from([0xff, 0xd8, 0x0a, 0x00, 0x0a]);
const shown = { frameId: '1', capturedAt: '2026-05-04T09:00:00.000Z', picture: { width: 480, height: 270, bytes } };

describe('a message', () => {
  test.each<Message>([
    { what: 'look', id: '1', from: 'node', session },
    { what: 'answer', id: '1' },
    { what: 'answer', id: '1', shown },
    { what: 'forget', session },
    { what: 'forget candidate', candidateId: 'ana' },
  ])('comes out as it went in: %j', (message) => {
    expect(decodeMessage(encodeMessage(message))).toEqual(message);
  });

  test.each([
    '',
    'null\n',
    '[]\n',
    '{}\n',
    'no JSON\n',
    '{"what":"forget"}\n',
    '{"what":"look","id":"1","from":"node"}\n',
    '{"what":"answer","id":"1","shown":{"frameId":"1"}}\n',
    '{"what":"forget candidate","candidateId":7}\n',
    '{"what":"something new","id":"1"}\n',
  ])('of another version is not heard: %j', (text) => {
    expect(decodeMessage(Buffer.from(text))).toBeUndefined();
  });
});
