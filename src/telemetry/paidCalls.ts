/**
 * What one call of Amazon Rekognition costs, in US dollars: the first million images of a month in us-east-1, for both
 * groups of image operations. More images, other regions and agreements change the figure, so that it is an estimate.
 * Storing vectors of faces costs extra. https://aws.amazon.com/rekognition/pricing/ ("Amazon Rekognition Image")
 */
const DOLLARS_PER_IMAGE = 0.001;

const PAID_OPERATIONS: ReadonlySet<string> = new Set([
  'CompareFaces',
  'DetectFaces',
  'DetectLabels',
  'DetectModerationLabels',
  'IndexFaces',
  'SearchFaces',
  'SearchFacesByImage',
]);

/** Managing collections and deleting faces is free. */
export function dollarsFor(operation: string): number {
  return PAID_OPERATIONS.has(operation) ? DOLLARS_PER_IMAGE : 0;
}
