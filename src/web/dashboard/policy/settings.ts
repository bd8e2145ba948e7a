/** What each setting is called and does, in a plain sentence, and its unit. */

export interface SettingWords {
  readonly label: string;
  /** What it does, and what more or less of it means. */
  readonly what: string;
  /** Behind the number. */
  readonly unit?: string;
}

const CONFIDENCE = 'of 100';

export const SETTINGS = {
  expectedPersons: {
    label: 'Persons in the picture',
    what: 'So many persons, and as many faces, belong there. More of them are reported as several people, fewer as nobody.',
    unit: 'persons',
  },
  objectsOfInterest: {
    label: 'Objects of interest',
    what: 'What must not be seen. The embedded engine knows Cell Phone, Book, Laptop, TV and Remote Control; it reports a phone as Cell Phone.',
  },
  labelConfidence: {
    label: 'Persons and objects count from',
    what: 'How sure the engine must be. Higher: fewer false alarms, and small or half hidden things are missed. Lower: the opposite.',
    unit: CONFIDENCE,
  },
  moderationConfidence: {
    label: 'Unsafe content counts from',
    what: 'How sure the engine must be. Higher: fewer false alarms. Lower: less is missed.',
    unit: CONFIDENCE,
  },
  similarityThreshold: {
    label: 'A face is the candidate’s from',
    what: 'How much it must resemble an enrolled photo. Higher: people who look alike are told apart better, and bad light makes the candidate a stranger more often. Lower: the opposite.',
    unit: CONFIDENCE,
  },
  namingThreshold: {
    label: 'Somebody else is named from',
    what: 'How much a strange face must resemble another enrolled person before their name is shown. Higher: names are right more often, and come up less.',
    unit: CONFIDENCE,
  },
  frameIntervalMs: {
    label: 'A frame every',
    what: 'How often each candidate’s camera takes a picture while the server is not busy. Shorter: things are noticed sooner, and the server has more to do.',
    unit: 's',
  },
  'checks.isOn': {
    label: 'Make this check',
    what: 'While it is off, incidents that rest on it must be off too.',
  },
  'checks.everyNthFrame': {
    label: 'Of every n-th frame',
    what: '1 for every frame, 3 for every third. More: less work for the server, and incidents open later.',
  },
  durationMinutes: {
    label: 'A session lasts',
    what: 'Shown to candidates and proctors as the time that is left; 0 where nothing is said. No session ends by itself.',
    unit: 'min',
  },
  'incidents.isOn': { label: 'Look for it', what: 'Switched off, nothing of the kind is reported.' },
  'incidents.severity': { label: 'Severity when it opens', what: 'The most severe stands first in the queue.' },
  'incidents.rises.MEDIUM': {
    label: 'Becomes medium after',
    what: 'Once it was seen for so long. Leave empty for never.',
    unit: 's',
  },
  'incidents.rises.HIGH': {
    label: 'Becomes high after',
    what: 'Once it was seen for so long. Leave empty for never.',
    unit: 's',
  },
  'incidents.opens': {
    label: 'Opens with',
    what: 'So many of the last frames must show it. More: a passing moment is not reported, and what is real is reported later.',
  },
  'incidents.closesAfter': {
    label: 'Closes after',
    what: 'So many frames without it, one after another. More: interruptions are bridged.',
    unit: 'frames',
  },
  'incidents.cooldownMs': {
    label: 'Continues when it returns within',
    what: 'It is the same incident then, and not a new one. Longer: fewer cards in the queue.',
    unit: 's',
  },
  'limits.maxYaw': {
    label: 'To either side',
    what: 'Head and eyes turned further off the camera are reported as turned away. Screens wider than about 24 inches want a wider limit.',
    unit: '°',
  },
  'limits.maxPitchUp': { label: 'Upwards', what: 'The same for looking up.', unit: '°' },
  'limits.maxPitchDown': {
    label: 'Downwards',
    what: 'The same for looking down. Wide, so that nobody is reported for reading what lies on the desk.',
    unit: '°',
  },
  'limits.minBrightness': {
    label: 'Least brightness',
    what: 'A darker picture, in which nobody is seen, is reported as dark or even. Higher: dim rooms may be reported.',
    unit: CONFIDENCE,
  },
  'limits.minDetail': {
    label: 'Least detail',
    what: 'The same for a plainer picture, such as a covered lens gives. Higher: a bare wall may be reported.',
    unit: CONFIDENCE,
  },
  'limits.frozenAfterMs': {
    label: 'Repeated pictures count after',
    what: 'A camera never takes the same picture twice. For so long nothing new may come.',
    unit: 's',
  },
  'limits.feedLostAfterMs': {
    label: 'The feed is lost after',
    what: 'For so long nothing was heard of a candidate. Twice the time between frames at least.',
    unit: 's',
  },
  'risk.points': { label: 'For each incident', what: 'Added when it opens.', unit: 'points' },
  'risk.pointsPerMinute': {
    label: 'For each minute',
    what: 'Added for the time in which it was seen.',
    unit: 'points',
  },
  'risk.mostPoints': {
    label: 'At most',
    what: 'All incidents of this kind together add no more, however many there are.',
    unit: 'points',
  },
  'consent.isRequired': {
    label: 'Ask for consent',
    what: 'Without a recorded consent no frame is looked at.',
  },
  'consent.textVersion': {
    label: 'Version of the text',
    what: 'Recorded with each consent. With another version candidates are asked anew, also in the middle of the exam: no pictures are taken until they have agreed.',
  },
  'retention.eventsDays': {
    label: 'History, sessions and incidents',
    what: 'What happened when, what proctors made of it, and who agreed to what.',
    unit: 'days',
  },
  'retention.evidenceDays': {
    label: 'Pictures of incidents',
    what: 'No longer than the history, which says what they show.',
    unit: 'days',
  },
  accommodation: { label: 'Candidate', what: 'What is different for one candidate.' },
  'accommodation.switchedOff': {
    label: 'Not looked for',
    what: 'Nothing of these kinds is reported of this candidate.',
  },
  'accommodation.expectedPersons': {
    label: 'Persons in the picture',
    what: 'With a helper or an interpreter beside them, say.',
    unit: 'persons',
  },
} as const satisfies Readonly<Record<string, SettingWords>>;

export type SettingName = keyof typeof SETTINGS;

/** What is seen when an incident of the kind is reported, and on which settings it rests. */
export const KIND_WHAT = {
  SOMEBODY_ELSE: 'The face resembles the enrolled photos less than it must.',
  SEVERAL_PEOPLE: 'There are more persons than expected.',
  FORBIDDEN_OBJECT: 'One of the objects of interest.',
  NOBODY_THERE: 'There are fewer persons than expected.',
  UNSAFE_CONTENT: 'The picture is marked as unsafe content.',
  FACE_NOT_VISIBLE: 'Somebody is there, and their face can’t be made out.',
  LOOKING_AWAY: 'Head and eyes together are turned further off the camera than the limits.',
  CAMERA_COVERED: 'The picture is darker or plainer than the limits, and nobody is seen.',
  FROZEN_PICTURE: 'For some time no new picture came: a still, or a recording in a loop.',
  FEED_LOST:
    'For some time nothing was heard of the candidate. No frame shows it: it opens by time, as the limits say.',
} as const;
