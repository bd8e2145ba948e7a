/** A call takes only so many parameters. */
const CHUNK = 0x8000;

/** In browsers and in Node alike: `Uint8Array.prototype.toBase64` is too new for either. */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(binary);
}
