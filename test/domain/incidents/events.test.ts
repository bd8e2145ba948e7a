import { expect, test } from '@jest/globals';
import { toIncidentEvents } from '../../../src/domain/incidents/events.js';
import { forgetPerson, forgetPersonInWatch } from '../../../src/domain/incidents/forgetPerson.js';
import { bo, calm, phone, play, times } from './scenes.js';

const place = {
  examId: 'demo',
  candidateId: 'ana',
  sessionId: 'session',
  occurredAt: '2026-05-04T09:00:01.000Z',
};

test('each change is an event under a key of its own, which deciding again finds again', () => {
  const scenes = [...times(130, phone), ...times(3, calm)];
  const events = toIncidentEvents(play(scenes).changes, place);
  expect(events.map(({ type, key }) => [type, key])).toEqual([
    ['IncidentOpened', 'incident/session-1/1'],
    ['IncidentUpdated', 'incident/session-1/2'],
    ['IncidentClosed', 'incident/session-1/3'],
  ]);
  expect(events[0]).toMatchObject(place);
  expect(toIncidentEvents(play(scenes).changes, place).map(({ key }) => key)).toEqual(events.map(({ key }) => key));
});

test('who was recognised in another session can be forgotten there, in events and in what is remembered', () => {
  const open = play(times(3, bo));
  const closed = play(times(3, calm), { watch: open.watch, from: open.at });
  for (const { watch, changes } of [open, closed]) {
    expect(JSON.stringify([watch, changes])).toContain('Bo Chen');
    const forgotten = [forgetPersonInWatch(watch, 'bo'), changes.map(({ incident }) => forgetPerson(incident, 'bo'))];
    expect(JSON.stringify(forgotten)).not.toContain('Bo Chen');
    expect(JSON.stringify(forgotten)).toContain('SOMEBODY_ELSE');
    expect(forgetPersonInWatch(watch, 'cy')).toEqual(watch);
  }
});
