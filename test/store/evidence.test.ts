import { evidenceStoreContract } from '../contract/evidenceStore.js';
import { sharedDynamoDb } from '../support/sharedDynamoDb.js';

const dynamoDb = sharedDynamoDb();

evidenceStoreContract('DynamoDB', () => dynamoDb.openStore());
