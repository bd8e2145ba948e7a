import { createHmac } from 'node:crypto';
import type { Erasure } from '../../domain/erasure.js';
import type { ErasureRecord } from '../../store/store.js';

/**
 * What stands for what. New ids follow from the old ones and a secret that is forgotten with the erasure's plan: the same id
 * becomes the same one everywhere, and nobody who knows an old id can tell which it became.
 */
export function erasureOf(
  candidateId: string,
  { pseudonym, secret, names }: Pick<ErasureRecord, 'pseudonym' | 'secret' | 'names'>,
): Erasure {
  return {
    candidateId,
    pseudonym,
    names: new Set(names),
    replaceId: (id) => createHmac('sha256', Buffer.from(secret, 'base64')).update(id).digest('hex').slice(0, 32),
  };
}
