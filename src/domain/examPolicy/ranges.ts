/** The ranges of a policy's values. Each rule gives back the mistakes it found, so that all can be told at once. */
export interface PolicyMistake {
  /** Such as `incidents.LOOKING_AWAY.opens.after`. */
  readonly path: string;
  /** A sentence for people. */
  readonly message: string;
}

export function mistake(path: string, message: string): readonly PolicyMistake[] {
  return [{ path, message }];
}

export function within(path: string, value: number, least: number, most: number): readonly PolicyMistake[] {
  if (typeof value === 'number' && value >= least && value <= most) return [];
  return mistake(path, `Must be from ${least} to ${most}, and is ${value}.`);
}

export function wholeNumber(path: string, value: number, least: number, most: number): readonly PolicyMistake[] {
  if (Number.isInteger(value) && value >= least && value <= most) return [];
  return mistake(path, `Must be a whole number from ${least} to ${most}, and is ${value}.`);
}

export function percentage(path: string, value: number): readonly PolicyMistake[] {
  return within(path, value, 0, 100);
}

export function text(path: string, value: string, maxLength: number): readonly PolicyMistake[] {
  if (value.trim() !== '' && value.length <= maxLength) return [];
  return mistake(path, `Must have from 1 to ${maxLength} characters.`);
}
