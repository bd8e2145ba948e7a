/** Which addresses never leave this machine, and so need neither a certificate nor an identity provider of their own. */
import { isIPv4 } from 'node:net';

/** True for `localhost`, 127.0.0.0/8 (RFC 1122 §3.2.1.3) and ::1 (RFC 4291 §2.5.3), written as they stand in HOST or in a URL. */
export function isLoopback(host: string): boolean {
  const address = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return address === 'localhost' || address === '::1' || (isIPv4(address) && address.startsWith('127.'));
}

/** True where nobody between us and the server could exchange what it answers: https, or http to this very machine. */
export function isTamperProof(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}
