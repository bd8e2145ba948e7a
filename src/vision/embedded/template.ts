import type { FaceTemplate } from '../engine.js';
import { descriptorLength, descriptorModel } from './faces/faceDescriptor.js';

/** The descriptor as it is stored: little-endian whatever the machine. */
export function toTemplate(descriptor: Float32Array): FaceTemplate {
  const vector = new Uint8Array(descriptor.length * 4);
  const view = new DataView(vector.buffer);
  for (const [index, value] of descriptor.entries()) view.setFloat32(index * 4, value, true);
  return { model: descriptorModel, vector };
}

/** @returns undefined for a template of another network, of the wrong length, or damaged: it can't be compared with ours */
export function toDescriptor({ model, vector, also }: FaceTemplate): Float32Array | undefined {
  if (model !== descriptorModel || vector.byteLength !== descriptorLength * 4) return also && toDescriptor(also);
  const view = new DataView(vector.buffer, vector.byteOffset, vector.byteLength);
  const descriptor = Float32Array.from({ length: descriptorLength }, (_, index) => view.getFloat32(index * 4, true));
  return descriptor.every(Number.isFinite) ? descriptor : undefined;
}
