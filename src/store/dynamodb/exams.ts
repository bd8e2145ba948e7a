import type { Exam } from '../../domain/exam.js';
import { type ExamStore, VersionConflict } from '../store.js';
import type { DocumentClient, Item } from './documents.js';
import { isConditionFailed, wasRepeated } from './errors.js';
import { ascending, scan } from './manyItems.js';

export function createExamStore(client: DocumentClient, tableName: string): ExamStore {
  async function get(id: string): Promise<Exam | undefined> {
    const item = await client.get({ TableName: tableName, Key: { ExamId: id }, ConsistentRead: true });
    return item && toExam(item);
  }

  return {
    get,

    async create(exam) {
      const written = JSON.stringify(exam);
      try {
        await client.put({
          TableName: tableName,
          Item: { ExamId: exam.id, PolicyVersion: exam.policy.version, Exam: written },
          ConditionExpression: 'attribute_not_exists(ExamId)',
        });
        return true;
      } catch (error) {
        if (!isConditionFailed(error)) throw error;
        return wasRepeated(error) && JSON.stringify(await get(exam.id)) === written;
      }
    },

    async update(exam) {
      const written = JSON.stringify(exam);
      try {
        await client.put({
          TableName: tableName,
          Item: { ExamId: exam.id, PolicyVersion: exam.policy.version, Exam: written },
          ConditionExpression: 'PolicyVersion = :previous',
          ExpressionAttributeValues: { ':previous': exam.policy.version - 1 },
        });
      } catch (error) {
        if (!isConditionFailed(error)) throw error;
        if (wasRepeated(error) && JSON.stringify(await get(exam.id)) === written) return;
        throw new VersionConflict(`Version ${exam.policy.version} of the policy is not the next one.`);
      }
    },

    async list() {
      const exams: Exam[] = [];
      for await (const item of scan(client, { TableName: tableName, ConsistentRead: true })) exams.push(toExam(item));
      return exams.sort(ascending((exam) => exam.id));
    },
  };
}

function toExam(item: Item): Exam {
  return JSON.parse(String(item['Exam'])) as Exam; // as `create` wrote it
}
