/** What a node may do in the account: each action by its name, on our resources alone where AWS can tell them apart. */
import type { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CfnCollection } from 'aws-cdk-lib/aws-rekognition';

const TABLE_ACTIONS = [
  'BatchGetItem',
  'BatchWriteItem',
  'DeleteItem',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
];

const COLLECTION_ACTIONS = ['DeleteFaces', 'DescribeCollection', 'IndexFaces', 'ListFaces', 'SearchFacesByImage'];

/** They look at a picture and touch nothing that is stored, so there is no resource to name. */
const PICTURE_ACTIONS = ['DetectFaces', 'DetectLabels', 'DetectModerationLabels'];

export function nodePermissions(
  stack: Stack,
  tables: readonly Table[],
  collection?: CfnCollection,
): readonly PolicyStatement[] {
  const ofTables = new PolicyStatement({
    sid: 'Tables',
    actions: TABLE_ACTIONS.map((action) => `dynamodb:${action}`),
    resources: tables.flatMap(({ tableArn }) => [tableArn, `${tableArn}/index/*`]),
  });
  if (!collection) return [ofTables];
  return [
    ofTables,
    new PolicyStatement({
      sid: 'Collection',
      actions: COLLECTION_ACTIONS.map((action) => `rekognition:${action}`),
      resources: [
        stack.formatArn({ service: 'rekognition', resource: 'collection', resourceName: collection.collectionId }),
      ],
    }),
    new PolicyStatement({
      sid: 'Pictures',
      actions: PICTURE_ACTIONS.map((action) => `rekognition:${action}`),
      resources: ['*'],
    }),
  ];
}
