/**
 * Appends events to an exam, several at a time, and prints the key and the id of each that is acknowledged. Never ends.
 * Parameters: the data directory, the tables' prefix, the exam.
 */
import { createEmbeddedEventLog } from '../../dist/events/embedded/eventLog.js';
import { createDynamoStore } from '../../dist/store/dynamodb/dynamoStore.js';
import { startEmbeddedDynamoDb } from '../../dist/store/dynamodb/embedded.js';

const [dataDir, tablePrefix, examId] = process.argv.slice(2);
const { endpoint, credentials } = await startEmbeddedDynamoDb({ dataDir });
const store = await createDynamoStore({ endpoint, credentials, tablePrefix, facesTableName: `${tablePrefix}faces` });
const log = createEmbeddedEventLog(store.events);
const run = process.pid;

await Promise.all([1, 2, 3].map(appendForever));

async function appendForever(writer) {
  for (let count = 1; ; count++) {
    const candidateId = `candidate-${writer}`;
    const events = ['first', 'second'].map((part) => ({
      type: 'FaceEnrolled',
      key: `${run}/${writer}/${String(count).padStart(6, '0')}/${part}`,
      examId,
      occurredAt: new Date().toISOString(),
      candidateId,
      externalImageId: part,
    }));
    for (const { key, id } of await log.append(examId, events)) process.stdout.write(`${key} ${id}\n`);
  }
}
