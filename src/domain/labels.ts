/**
 * Labels that a policy may call objects of interest, in Rekognition's vocabulary. Rekognition knows hundreds more; these are
 * those that tell of help in an exam. The embedded engine reports the first five of them.
 */
export const KNOWN_LABELS = [
  'Cell Phone',
  'Book',
  'Laptop',
  'TV',
  'Remote Control',
  'Mobile Phone',
  'Phone',
  'Tablet Computer',
  'Computer',
  'Pc',
  'Monitor',
  'Screen',
  'Headphones',
  'Headset',
  'Earbuds',
  'Wristwatch',
  'Calculator',
  'Camera',
  'Paper',
  'Text',
  'Page',
  'Diary',
  'Glasses',
  'Sunglasses',
] as const;
