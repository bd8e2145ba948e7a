/**
 * The evidence table: (`SessionId`, `Kept`), where `Kept` is the incident's id and the role, so that a frame takes the place
 * of the one before it in its role. The picture is a binary attribute, all else a JSON string.
 *
 * DynamoDB takes items of up to 400 KB and refuses larger ones: such an evidence is not kept, and `put` rejects. A small
 * picture has 121 kB at the very most, and what was seen in it a few.
 */

import type { Evidence, SmallPicture } from '../../domain/evidence.js';
import type { EvidenceStore } from '../store.js';
import type { DocumentClient, Item } from './documents.js';
import { isConditionFailed } from './errors.js';
import type { Clock } from './expiry.js';
import { deleteAll, query } from './manyItems.js';

export function createEvidenceStore(client: DocumentClient, tableName: string, now: Clock = Date.now): EvidenceStore {
  return {
    async put(evidence) {
      await client.put({ TableName: tableName, Item: toItem(evidence) });
    },

    async ofIncident(sessionId, incidentId) {
      const items = await query(client, {
        TableName: tableName,
        KeyConditionExpression: 'SessionId = :session AND begins_with(Kept, :incident)',
        // DynamoDB takes its time, up to days, before it deletes what has expired.
        FilterExpression: 'ExpiresAt > :now',
        ExpressionAttributeValues: {
          ':session': sessionId,
          ':incident': `${incidentId}#`,
          ':now': Math.floor(now() / 1_000),
        },
        ConsistentRead: true,
      });
      return items.map(toEvidence);
    },

    async delete(evidence) {
      try {
        await client.delete({
          TableName: tableName,
          Key: keyOf(evidence),
          ConditionExpression: 'FrameId = :frame',
          ExpressionAttributeValues: { ':frame': evidence.frameId },
        });
      } catch (error) {
        if (!isConditionFailed(error)) throw error;
      }
    },

    async deleteOfSession(sessionId) {
      const keys = await query(client, {
        TableName: tableName,
        KeyConditionExpression: 'SessionId = :session',
        ExpressionAttributeValues: { ':session': sessionId },
        ProjectionExpression: 'SessionId, Kept',
        ConsistentRead: true,
      });
      await deleteAll(client, tableName, keys);
      return keys.length;
    },
  };
}

function keyOf({ sessionId, incidentId, role }: Pick<Evidence, 'sessionId' | 'incidentId' | 'role'>): Item {
  return { SessionId: sessionId, Kept: `${incidentId}#${role}` };
}

function toItem({ picture, ...rest }: Evidence): Item {
  const { bytes, width, height } = picture;
  return {
    ...keyOf(rest),
    FrameId: rest.frameId,
    ExpiresAt: Math.ceil(Date.parse(rest.keptUntil) / 1_000),
    Picture: bytes,
    Evidence: JSON.stringify({ ...rest, picture: { width, height } }),
  };
}

function toEvidence(item: Item): Evidence {
  // Both as `toItem` wrote them.
  const bytes = item['Picture'] as Uint8Array;
  const { picture, ...rest } = JSON.parse(String(item['Evidence'])) as Omit<Evidence, 'picture'> & {
    readonly picture: Omit<SmallPicture, 'bytes'>;
  };
  return { ...rest, picture: { ...picture, bytes } };
}
