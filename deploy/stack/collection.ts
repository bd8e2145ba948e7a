import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { CfnCollection } from 'aws-cdk-lib/aws-rekognition';
import { COLLECTION_ID } from './names.js';

/** The faces that Rekognition searches. Without it nobody is recognised, so it outlives the stack. */
export function createCollection(stack: Stack): CfnCollection {
  const collection = new CfnCollection(stack, 'Faces', { collectionId: COLLECTION_ID });
  collection.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return collection;
}
