/**
 * The answer of the sample's `POST /process`: five results in this order, as its `processHandler` gives them
 * (aws-samples/amazon-rekognition-virtual-proctor, src/functions/proctor/index.js).
 */
import { CHECK_NAMES, type Check, type CheckName, TEST_NAMES } from '../../domain/checks.js';

export interface TestResult {
  readonly TestName: string;
  /** What could not be told is no success, as in the sample, which knows no third state. */
  readonly Success: boolean;
  /** A number where things were counted; else text. */
  readonly Details: number | string;
}

export function testResults(checks: readonly Check[]): readonly TestResult[] {
  return checks.map(({ name, status, details }) => ({
    TestName: TEST_NAMES[name],
    Success: status === 'PASS',
    Details: status === 'UNKNOWN' ? untold(name, details) : COUNTS.has(name) ? Number(details) : details,
  }));
}

/** For a frame of which nothing was found out. */
export function noTestResults(why: 'Server error' | 'Not asked'): readonly TestResult[] {
  return CHECK_NAMES.map((name) => ({ TestName: TEST_NAMES[name], Success: false, Details: untold(name, why) }));
}

const COUNTS: ReadonlySet<CheckName> = new Set(['PERSON_DETECTION', 'FACE_DETECTION']);

/** Whatever else the sample's clients find in the details of a recognition, they take for a name. */
function untold(name: CheckName, why: string): string {
  return name === 'PERSON_RECOGNITION' ? '0' : why;
}
