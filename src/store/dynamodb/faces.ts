/**
 * The faces table, with the key and the attributes of the AWS sample (`ExternalImageId`; `CollectionId`, `FullName`) and
 * those that we add. A face that the sample enrolled has no candidate; its own id stands in for one.
 */

import type { Face } from '../../domain/face.js';
import type { Expiry, FaceStore } from '../store.js';
import type { DocumentClient, Item } from './documents.js';
import { type Clock, expiredKeys, expiryAttribute, hasExpired } from './expiry.js';
import { ascending, getAll, queryEach, scan } from './manyItems.js';
import { FACES_BY_CANDIDATE } from './tables.js';

export function createFaceStore(client: DocumentClient, tableName: string, now: Clock = Date.now): FaceStore {
  /** In the index one candidate is one request; the faces themselves are read together. */
  async function readOf(candidateIds: readonly string[]): Promise<ReadonlyMap<string, readonly Face[]>> {
    const indexed = await queryEach(client, candidateIds, (candidateId) => ({
      TableName: tableName,
      IndexName: FACES_BY_CANDIDATE,
      KeyConditionExpression: 'CandidateId = :candidate',
      ExpressionAttributeValues: { ':candidate': candidateId },
    }));
    // The sample's faces are not in the index; one of them answers to its own id.
    const ids = new Set([...indexed.map((item) => item['ExternalImageId']), ...candidateIds]);
    const items = await getAll(
      client,
      tableName,
      [...ids].map((ExternalImageId) => ({ ExternalImageId })),
    );
    const faces = items
      .filter((item) => !hasExpired(item, now))
      .map(toFace)
      .sort(ascending((face) => face.enrolledAt));
    const byCandidate = new Map<string, Face[]>(candidateIds.map((candidateId) => [candidateId, []]));
    for (const face of faces) byCandidate.get(face.candidateId)?.push(face);
    return byCandidate;
  }

  return {
    async get(externalImageId) {
      const item = await client.get({
        TableName: tableName,
        Key: { ExternalImageId: externalImageId },
        ConsistentRead: true,
      });
      return item && !hasExpired(item, now) ? toFace(item) : undefined;
    },

    async put(face, expiry) {
      await client.put({ TableName: tableName, Item: toItem(face, expiry) });
    },

    async delete(externalImageId) {
      const deleted = await client.delete({
        TableName: tableName,
        Key: { ExternalImageId: externalImageId },
        ReturnValues: 'ALL_OLD',
      });
      return deleted && toFace(deleted);
    },

    async ofCandidate(candidateId) {
      return (await readOf([candidateId])).get(candidateId) ?? [];
    },

    ofCandidates: readOf,

    async *all() {
      for await (const item of scan(client, { TableName: tableName, ConsistentRead: true })) {
        if (!hasExpired(item, now)) yield toFace(item);
      }
    },

    async *expired() {
      const table = { name: tableName, key: ['ExternalImageId'], attributes: TEMPLATE_ATTRIBUTES };
      for await (const item of expiredKeys(client, table, now)) {
        const { externalImageId, template } = toFace(item);
        yield { externalImageId, ...(template && { template }) };
      }
    },
  };
}

function toItem(face: Face, expiry: Expiry | undefined): Item {
  return {
    ExternalImageId: face.externalImageId,
    CollectionId: face.collectionId,
    FullName: face.fullName,
    CandidateId: face.candidateId,
    EnrolledAt: face.enrolledAt,
    TemplateModel: face.template?.model,
    Vector: face.template?.vector,
    OtherTemplateModel: face.template?.also?.model,
    OtherVector: face.template?.also?.vector,
    ...expiryAttribute(expiry?.expiresAt),
  };
}

/** The sample did not write down when it enrolled a face. */
const BEFORE_WE_CAME = new Date(0).toISOString();

function toFace(item: Item): Face {
  // The attributes have the types that `toItem`, or the sample, gave them.
  const { ExternalImageId, CollectionId, FullName, CandidateId, EnrolledAt } = item as {
    readonly ExternalImageId: string;
    readonly CollectionId: string;
    readonly FullName: string;
    readonly CandidateId?: string;
    readonly EnrolledAt?: string;
  };
  const template = toTemplate(item);
  return {
    externalImageId: ExternalImageId,
    candidateId: CandidateId ?? ExternalImageId,
    fullName: FullName,
    collectionId: CollectionId,
    enrolledAt: EnrolledAt ?? BEFORE_WE_CAME,
    ...(template && { template }),
  };
}

const TEMPLATE_ATTRIBUTES = ['TemplateModel', 'Vector', 'OtherTemplateModel', 'OtherVector'] as const;

function toTemplate(item: Item): Face['template'] {
  // As above.
  const { TemplateModel, Vector, OtherTemplateModel, OtherVector } = item as {
    readonly [name in (typeof TEMPLATE_ATTRIBUTES)[number]]?: name extends `${string}Vector` ? Uint8Array : string;
  };
  if (TemplateModel === undefined || Vector === undefined) return undefined;
  const isAlone = OtherTemplateModel === undefined || OtherVector === undefined;
  return {
    model: TemplateModel,
    vector: Vector,
    ...(!isAlone && { also: { model: OtherTemplateModel, vector: OtherVector } }),
  };
}
