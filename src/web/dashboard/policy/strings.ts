/** Everything that the policy editor says, in one place. What each setting is and does: `settings.ts`. */

const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** What can't be read; what is read and won't do, the server says. */
export const PROBLEMS = {
  missing: 'Please write a number.',
  notNumber: 'This is no number.',
  notWhole: 'Please write a whole number.',
  milliseconds: (message: string) => `In milliseconds (1 s is 1000): ${message}`,
  noCandidate: 'Please write the candidate’s number.',
  hasOne: 'This candidate is in the list already.',
} as const;

export const SECTIONS = {
  expected: {
    title: 'What is expected',
    what: 'Who and what belongs in the picture, and how sure the engine must be.',
  },
  frames: { title: 'How often', what: 'How often a picture is taken, and which checks are made of it.' },
  duration: { title: 'Duration', what: 'How long a session is meant to last.' },
  incidents: {
    title: 'Incidents',
    what: 'What proctors are told of, from when on, and how much it matters. One frame alone never opens an incident.',
  },
  limits: { title: 'Limits', what: 'Where the ordinary ends.' },
  risk: {
    title: 'Risk points',
    what: 'What incidents add to a session’s risk, which orders what to look at first. 40 points make a risk of 33, 100 make 63, 200 make 86. It is no verdict, and is computed anew for all that has happened.',
  },
  consent: { title: 'Consent', what: 'What candidates agree to before the first picture.' },
  retention: {
    title: 'How long it is kept',
    what: 'A change holds for what is recorded from then on; what was recorded before goes when it was said to.',
  },
  accommodations: {
    title: 'Accommodations',
    what: 'What is different for one candidate. Candidates don’t see this, and no reason is asked for.',
  },
} as const;

export type SectionName = keyof typeof SECTIONS;

export const SUMMARIES = {
  expected: (persons: string, objects: readonly string[], confidence: string) =>
    `${persons} ${persons === '1' ? 'person' : 'persons'}; ${objects.length === 0 ? 'no object is looked for' : objects.join(', ')}; from ${confidence} of 100 on`,
  frames: (seconds: string, on: number, all: number) =>
    `A frame every ${seconds} s; ${on === all ? `all ${all} checks` : `${on} of ${all} checks`}`,
  duration: (minutes: string) => (minutes === '0' ? 'No limit' : `${minutes} min`),
  incidents: (on: number, all: number) =>
    on === all ? `All ${all} kinds are looked for` : `${on} of ${all} kinds are looked for`,
  limits: (yaw: string, up: string, down: string, lost: string) =>
    `${yaw}° to a side, ${up}° up, ${down}° down; feed lost after ${lost} s`,
  risk: (least: string, most: string) => `${least} to ${most} points for each incident`,
  consent: (isRequired: boolean, version: string) => (isRequired ? `Asked for, version ${version}` : 'Not asked for'),
  retention: (events: string, evidence: string) => `History ${events} days, pictures ${evidence} days`,
  accommodations: (who: readonly string[]) => (who.length === 0 ? 'For nobody' : `For ${who.join(', ')}`),
  off: 'Not looked for',
  rule: (severity: string, opens: string | undefined) => (opens === undefined ? severity : `${severity}; ${opens}`),
  points: (points: string, perMinute: string, most: string) => `${points} each, ${perMinute} a minute, at most ${most}`,
  different: (parts: readonly string[]) => (parts.length === 0 ? 'Nothing is different yet' : parts.join('; ')),
  switchedOff: (count: number) => `${plural(count, 'kind')} not looked for`,
  persons: (count: string) => `${count} persons expected`,
  otherLimits: (count: number) => plural(count, 'other limit'),
} as const;

export const WORDS = {
  title: 'Policy',
  version: (version: number) => `Version ${version}`,
  what: 'What is asked of this exam’s candidates and their frames. A change holds from the next frame on, for everybody who sits the exam now.',
  reading: 'Reading the policy …',
  readingFails: 'The policy could not be read',
  again: 'Try again',
  openAll: 'Open all',
  closeAll: 'Close all',

  default: (value: string) => `Default: ${value}`,
  forEverybody: (value: string) => `For everybody: ${value}`,
  inForce: (value: string) => `In force: ${value}`,
  differs: 'Not the default',
  different: 'Different',
  backToDefault: 'Back to default',
  backToDefaultOf: (what: string) => `Back to default: ${what}`,
  likeEverybody: 'Like everybody',
  likeEverybodyOf: (what: string) => `Like everybody: ${what}`,
  on: 'on',
  off: 'off',
  none: 'none',
  never: 'never',
  opening: (after: string, outOf: string) => `${after} of ${outOf} frames`,
  openingParts: {
    after: 'Frames that show it',
    between: 'of the last',
    outOf: 'Frames that are looked at',
    frames: 'frames',
  },
  remove: (what: string) => `Remove ${what}`,
  removeIt: 'Remove this accommodation',

  addObject: 'Add an object',
  add: 'Add',
  facesKept: (days: number) =>
    `Enrolled faces belong to no exam. They are kept for ${days} days, whatever an exam’s policy says.`,
  addCandidate: 'Candidate number',
  addCandidateHint: 'As it stands in the candidate’s sign-in. It need not have been seen yet.',
  nobody: 'The same holds for everybody.',
  removeAccommodation: (who: string) => `Remove this accommodation: ${who}`,
  otherLimits: 'Other limits',
  otherLimitsWhat: 'Leave empty what is the same for everybody.',

  differing: (count: number) => `${count} not the default`,
  unsaved: (count: number) => `${count} unsaved`,
  mistakes: (count: number) => plural(count, 'mistake'),

  save: 'Save',
  saving: 'Saving …',
  discard: 'Discard changes',
  changes: (count: number) => (count === 0 ? 'No unsaved changes' : plural(count, 'unsaved change')),
  nothingToSave: 'There is nothing to save: nothing differs from the policy in force.',
  saved: (version: number) => `Saved. The policy is version ${version} now, and holds from the next frame on.`,
  failed: 'The policy could not be saved. What you changed is still here; please try again.',
  overtaken: 'Not saved: load the new version first. What you changed stays.',
  rejected: (count: number) => `Nothing was saved yet: ${plural(count, 'mistake')} to mend`,
  meanwhile: (who: string | undefined, version: number) =>
    `${who ?? 'Somebody else'} changed the policy: it is version ${version} now`,
  meanwhileWhat: (seen: number) =>
    `You look at version ${seen}. Load the new one before you save: what you changed stays, the rest is as it is now.`,
  reload: 'Load the new version, keep my changes',
  reloaded: (version: number, unsaved: number) =>
    unsaved === 0
      ? `This is version ${version}. Nothing of yours is unsaved.`
      : `This is version ${version}. ${plural(unsaved, 'change')} of yours ${unsaved === 1 ? 'is' : 'are'} still unsaved.`,

  leaveTitle: 'Leave without saving?',
  leaveWhat: (count: number) => `${plural(count, 'change')} would be lost.`,
  leave: 'Leave without saving',
  stay: 'Stay here',
  discardTitle: 'Discard what you changed?',
} as const;
