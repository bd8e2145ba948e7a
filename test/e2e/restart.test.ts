/** Enrolments and events outlive the process, however it ends. */
import { describe, expect, test } from '@jest/globals';
import { followExam, send } from '../support/client.js';
import { enrol, sendFrame } from '../support/operations.js';
import { otherPicture, portrait } from '../support/pictures.js';
import { startProduct } from '../support/product.js';

describe.each(['stop', 'kill'] as const)('after a %s and a new start', (ending) => {
  test('the enrolled are known, a subscriber resumes without a gap, and an answered frame keeps its answer', async () => {
    await using first = await startProduct();
    const proctor = await first.token({ role: 'proctor', sub: 'paula' });
    await enrol(first, proctor, { image: await portrait('curls'), candidateId: 'carla', fullName: 'Carla Curls' });
    const frames = await Promise.all(
      ['a', 'b', 'c'].map(async (candidateId) =>
        sendFrame(first, proctor, { image: await otherPicture('curls'), candidateId, frameId: '1' }),
      ),
    );
    const { data } = await send(first.url, proctor, '{ exam(id: "demo") { recentEvents { id } } }');
    const history: string[] = data.exam.recentEvents.map((event: { id: string }) => event.id);
    expect(history).toEqual([...history].sort());
    await first[ending]();

    await using second = await startProduct({ dataDir: first.dataDir });
    const answer = await sendFrame(second, proctor, { image: await portrait('green'), candidateId: 'b', frameId: '1' });
    expect(answer.data.processFrame.eventId).toBe(frames[1]?.data.processFrame.eventId);
    const recognised = await sendFrame(second, proctor, { image: await otherPicture('curls'), candidateId: 'carla' });
    expect(recognised.data.processFrame.checks).toContainEqual(
      expect.objectContaining({ testName: 'Person Recognition', status: 'PASS', details: 'Carla Curls' }),
    );

    await using events = followExam(second.url, proctor, { examId: 'demo', after: history[1] ?? '' });
    const resumed: string[] = [];
    while (resumed.at(-1) !== recognised.data.processFrame.eventId) resumed.push((await events.next()).id);
    expect(resumed.slice(0, history.length - 2)).toEqual(history.slice(2));
    expect(resumed).toEqual([...new Set(resumed)].sort());
  });
});

test('a stop while a subscriber listens closes its socket with 1001, and ends with 0', async () => {
  await using product = await startProduct();
  const proctor = await product.token({ role: 'proctor', sub: 'paula' });
  const { data } = await send(product.url, proctor, '{ exam(id: "demo") { cursor } }');
  await using events = followExam(product.url, proctor, { examId: 'demo', after: data.exam.cursor });
  await sendFrame(product, proctor, { image: await portrait('curls'), candidateId: 'carla' });
  await events.next();
  await events.next();
  const over = expect(events.next()).rejects.toMatchObject({ code: 1001 });
  expect(await product.stop()).toBe(0);
  await over;
});
