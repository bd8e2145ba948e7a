/** Somebody who was recognised in another candidate's frames has a right to be forgotten there too. */
import { subjectOf } from './finding.js';
import type { Incident } from './incident.js';
import { INCIDENT_KINDS } from './kinds.js';
import type { Track } from './track.js';
import type { Watch } from './watch.js';

/** The incident without the person's name; that somebody else was there remains. */
export function forgetPerson(incident: Incident, candidateId: string): Incident {
  const { finding } = incident;
  if (finding.kind !== 'SOMEBODY_ELSE') return incident;
  const people = finding.people.filter((person) => person.candidateId !== candidateId);
  return { ...incident, finding: { ...finding, people } };
}

export function forgetPersonInWatch(watch: Watch, candidateId: string): Watch {
  const tracks = INCIDENT_KINDS.flatMap((kind) => {
    const track = watch.tracks[kind];
    return track ? [[kind, forgetInTrack(track, candidateId)] as const] : [];
  });
  return { ...watch, tracks: Object.fromEntries(tracks) };
}

function forgetInTrack(track: Track, candidateId: string): Track {
  if (track.phase === 'QUIET') {
    return track.previous ? { ...track, previous: forgetPerson(track.previous, candidateId) } : track;
  }
  const incident = forgetPerson(track.incident, candidateId);
  // Kept as it was, what was told last would still hold the name.
  return { ...track, incident, told: { ...track.told, subject: subjectOf(incident.finding) } };
}
