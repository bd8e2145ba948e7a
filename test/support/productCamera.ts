/** A camera before the product. */
import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { sendFrame } from './operations.js';
import type { Product } from './product.js';

export interface ProductCamera {
  /** Sends a frame for each id, three unless told otherwise, and expects the product to take each. */
  show(to: Product, token: string, image: Buffer, frameIds?: readonly string[]): Promise<void>;
}

/** All frames that it sends are two seconds apart by its own clock, whoever is in them. */
export function createProductCamera(): ProductCamera {
  let frames = 0;
  return {
    async show(to, token, image, frameIds = Array.from({ length: 3 }, () => randomUUID())) {
      for (const frameId of frameIds) {
        const capturedAt = new Date(Date.parse('2026-05-04T09:00:00.000Z') + frames++ * 2_000).toISOString();
        const { data, errors } = await sendFrame(to, token, { image, capturedAt, frameId });
        expect([errors, data?.processFrame.status]).toEqual([undefined, 'PROCESSED']);
      }
    },
  };
}
