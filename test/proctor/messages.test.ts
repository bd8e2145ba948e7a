import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { examOf } from '../support/exam.js';
import { createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';

let world: ProctorWorld;

const carla = { examId: 'demo', candidateId: 'carla' };
const gone = { examId: 'demo', candidateId: 'gone' };

beforeAll(async () => {
  world = await createProctorWorld();
  await world.store.exams.create(examOf('other'));
  await world.proctor.startSession(paula, carla);
  await world.proctor.startSession(paula, gone);
  await world.proctor.endSession(paula, gone);
});

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

async function written(): Promise<readonly string[]> {
  const events = await world.log.read('demo', { limit: 1_000 });
  return events.flatMap((event) => ('text' in event ? [event.text] : []));
}

describe('a message', () => {
  test('to one candidate stands in the history, with who wrote it', async () => {
    const named = { ...paula, name: 'Paula Proctor' };
    const message = await world.proctor.sendMessage(named, { ...carla, text: ' Sit up.\r\n\r\nThank you. ' });
    expect(message).toMatchObject({
      type: 'MessageSent',
      candidateId: 'carla',
      by: { id: 'paula', name: 'Paula Proctor' },
      text: 'Sit up.\n\nThank you.',
    });
    expect((await world.log.recent('demo', 1))[0]).toEqual(message);
  });

  test('to everybody names nobody', async () => {
    const message = await world.proctor.sendMessage(paula, { examId: 'demo', text: 'Ten minutes' });
    expect(message).not.toHaveProperty('candidateId');
  });

  test('that is sent again is the one that was sent first, even after the session is over', async () => {
    const late = { examId: 'demo', candidateId: 'late' };
    await world.proctor.startSession(paula, late);
    const first = { ...late, text: 'Once', messageId: 'm-1' };
    const [one, other] = await Promise.all([
      world.proctor.sendMessage(paula, first),
      world.proctor.sendMessage(paula, first),
    ]);
    await world.proctor.endSession(paula, late);
    const again = await world.proctor.sendMessage(paula, { ...first, text: ' Once\r\n' });
    expect([other, again]).toEqual([one, one]);
    expect((await written()).filter((text) => text.startsWith('Once'))).toEqual(['Once']);
  });

  test('of an id that was given to another is refused, and not taken for sent', async () => {
    const first = { ...carla, text: 'Is that a phone?', messageId: 'taken' };
    const others = [
      { ...first, text: 'Put it away.' },
      { ...first, candidateId: 'dan' },
      { examId: 'demo', text: first.text, messageId: 'taken' },
    ];
    await world.proctor.sendMessage(paula, first);
    for (const other of others) {
      await expect(world.proctor.sendMessage(paula, other)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    }
    const [one, two] = await Promise.allSettled(
      ['This', 'That'].map((text) => world.proctor.writeNote(paula, { ...carla, text, noteId: 'taken' })),
    );
    expect([one?.status, two?.status].sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('without an id is a message of its own each time', async () => {
    const send = () => world.proctor.sendMessage(paula, { ...carla, text: 'Twice' });
    expect((await send()).id).not.toBe((await send()).id);
  });

  test('may be as long as 1,000 characters, and hold whatever people write', async () => {
    const text = `${'x'.repeat(990)}\nÄ 🙂 <b>`;
    expect((await world.proctor.sendMessage(paula, { ...carla, text })).text).toBe(text);
  });

  test('does not reach who is not there', async () => {
    const send = (to: object) => world.proctor.sendMessage(paula, { ...carla, text: 'Lost', ...to });
    await expect(send({ candidateId: 'nobody' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(send({ examId: 'other' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(send({ examId: 'nowhere' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(send(gone)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    expect(await written()).not.toContain('Lost');
  });
});

describe('a note', () => {
  test('is kept for one candidate, also after the end, and once however often it is sent', async () => {
    const input = { ...gone, text: 'Was honest', noteId: 'n-1' };
    const note = await world.proctor.writeNote(paula, input);
    expect(note).toMatchObject({ type: 'NoteWritten', candidateId: 'gone', by: { id: 'paula' }, text: 'Was honest' });
    expect(await world.proctor.writeNote(paula, input)).toEqual(note);
    expect((await written()).filter((text) => text === 'Was honest')).toHaveLength(1);
  });

  test('is no message of the same id', async () => {
    await world.proctor.writeNote(paula, { ...carla, text: 'For us', noteId: 'same' });
    const message = await world.proctor.sendMessage(paula, { ...carla, text: 'For you', messageId: 'same' });
    expect(message).toMatchObject({ type: 'MessageSent', text: 'For you' });
  });

  test('is about somebody who was there', async () => {
    const note = world.proctor.writeNote(paula, { examId: 'demo', candidateId: 'nobody', text: 'Who?' });
    await expect(note).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('what is written is refused', () => {
  test.each([
    ['empty', { text: '' }],
    ['blank', { text: ' \n\t ' }],
    ['longer than 1,000 characters', { text: 'x'.repeat(1_001) }],
    ['with control characters', { text: 'a\u001b[31mb' }],
    ['with tabs in it', { text: 'a\tb' }],
    ['with an empty id', { messageId: '', noteId: '' }],
    ['with too long an id', { messageId: 'x'.repeat(65), noteId: 'x'.repeat(65) }],
    ['with an id of several lines', { messageId: 'a\nb', noteId: 'a\nb' }],
    ['for an empty candidate', { candidateId: '' }],
    ['for too long a candidate', { candidateId: 'x'.repeat(256) }],
  ])('%s', async (_, wrong) => {
    const input = { ...carla, text: 'Refused', ...wrong };
    await expect(world.proctor.sendMessage(paula, input)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(world.proctor.writeNote(paula, input)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await written()).not.toContain('Refused');
  });

  test('from the staff of another exam', async () => {
    const stranger = { ...paula, examIds: ['other'] };
    const input = { ...carla, text: 'Refused' };
    await expect(world.proctor.sendMessage(stranger, input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(world.proctor.writeNote(stranger, input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const toAll = world.proctor.sendMessage(stranger, { examId: 'demo', text: 'Refused' });
    await expect(toAll).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await written()).not.toContain('Refused');
  });
});
