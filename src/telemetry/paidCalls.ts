/** What calls of Amazon Rekognition cost. */
import type { CallPrices } from './telemetry.js';

/**
 * The first million images of a month in us-east-1, for both groups of image operations.
 * https://aws.amazon.com/rekognition/pricing/ ("Amazon Rekognition Image")
 */
export const LIST_DOLLARS_PER_THOUSAND_CALLS = 1;

const PAID_OPERATIONS: ReadonlySet<string> = new Set([
  'CompareFaces',
  'DetectFaces',
  'DetectLabels',
  'DetectModerationLabels',
  'IndexFaces',
  'SearchFaces',
  'SearchFacesByImage',
]);

export function callPricesAt(dollarsPerThousandCalls: number): CallPrices {
  return {
    dollarsPerThousandCalls,
    dollarsFor: (operation) => (PAID_OPERATIONS.has(operation) ? dollarsPerThousandCalls / 1_000 : 0),
  };
}
