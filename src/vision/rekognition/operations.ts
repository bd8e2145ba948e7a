/** What this product asks of Rekognition. Each operation needs the IAM action of its name, such as `rekognition:DetectFaces`. */
export const REKOGNITION_OPERATIONS = [
  'DetectFaces',
  'DetectLabels',
  'DetectModerationLabels',
  'SearchFacesByImage',
  'IndexFaces',
  'ListFaces',
  'DeleteFaces',
  'DescribeCollection',
  'CreateCollection',
] as const;

export type RekognitionOperation = (typeof REKOGNITION_OPERATIONS)[number];
