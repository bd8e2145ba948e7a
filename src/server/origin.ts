/**
 * Which browser pages may talk to us.
 *
 * Apollo's own protection against forged requests refuses every plain GET, which GraphQL over HTTP wants answered. What it
 * guards against is refused here by what a browser says of a request and a page cannot change: `Origin`, or where there is
 * none (images, links), `Sec-Fetch-Site`. Forms never arrive: only JSON is read.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback } from '../auth/loopback.js';
import type { Refusal } from './refusal.js';

export interface OriginPolicy {
  /**
   * A server on a loopback address answers to this machine's names only. Otherwise a page could point its own name at
   * 127.0.0.1 and be of the same origin as we are (DNS rebinding).
   */
  refuseHost(headers: IncomingHttpHeaders): Refusal | undefined;
  /** Refuses what a page of another origin sent, unless that origin is allowed. */
  refusePage(headers: IncomingHttpHeaders): Refusal | undefined;
  /** The origin, where it is another's and allowed. */
  allowedOrigin(headers: IncomingHttpHeaders): string | undefined;
}

export function createOriginPolicy(listenHost: string, allowedOrigins: readonly string[]): OriginPolicy {
  const allowedHosts = allowedOrigins.map((origin) => new URL(origin).hostname);

  const allowedOrigin = ({ origin }: IncomingHttpHeaders) =>
    origin !== undefined && allowedOrigins.includes(origin) ? origin : undefined;

  return {
    allowedOrigin,

    refuseHost({ host }) {
      if (host === undefined || !isLoopback(listenHost)) return undefined;
      const name = hostnameOf(host);
      if (name !== undefined && (isLoopback(name) || allowedHosts.includes(name))) return undefined;
      return {
        status: 421,
        code: 'FORBIDDEN',
        message: 'This server listens on this machine only and answers to its names, such as localhost.',
      };
    },

    refusePage(headers) {
      if (isOwnPage(headers) || allowedOrigin(headers)) return undefined;
      if (headers.origin === undefined && !isForeign(headers['sec-fetch-site'])) return undefined;
      return {
        status: 403,
        code: 'FORBIDDEN',
        message: 'Pages of this origin may not use this server. Its operator can allow them with ALLOWED_ORIGINS.',
      };
    },
  };
}

/** True where the browser says that the page came from the host it is talking to. */
export function isOwnPage({ origin, host, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (origin === undefined) return site === 'same-origin';
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}

/** `host` as in a Host header, without its port; undefined where it is none. */
export function hostnameOf(host: string): string | undefined {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : undefined;
}

function isForeign(site: string | string[] | undefined): boolean {
  return site === 'cross-site' || site === 'same-site';
}
