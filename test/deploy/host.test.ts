/** What runs on one host, without Docker: the files are there, and nginx's patience suits the nodes. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { serverLimits } from '../../src/server/limits.js';

const at = (path: string) => new URL(`../../deploy/${path}`, import.meta.url);
const compose = readFileSync(at('compose.yaml'), 'utf8');
const nginx = readFileSync(at('nginx.conf'), 'utf8');

function directive(name: string): string {
  return new RegExp(`^\\s*${name}\\s+(.+);$`, 'm').exec(nginx)?.[1] ?? '';
}

describe('compose.yaml', () => {
  it('mounts what is there', () => {
    const mounted = [...compose.matchAll(/- (\.\/[^:]+):/g)].map(([, path = '']) => path);
    expect(mounted).toContain('./nginx.conf');
    // The operator's own.
    expect(mounted.filter((path) => path !== './certificates' && !existsSync(at(path)))).toEqual([]);
  });

  it('keeps the data where the image has it', () => {
    const dataDir = /DATA_DIR=(\S+)/.exec(readFileSync(at('../Dockerfile'), 'utf8'))?.[1];
    expect(compose).toContain(`volumes: ["data:${dataDir}"]`);
  });
});

describe('nginx', () => {
  it('lets the nodes refuse what is too large, since they say it in words that clients know', () => {
    const [, megabytes] = /^(\d+)m$/.exec(directive('client_max_body_size')) ?? [];
    expect(Number(megabytes) * 1024 * 1024).toBeGreaterThan(serverLimits.messageBytes);
  });

  it('waits longer than a node pings a silent socket, and than a request may take', () => {
    const [, seconds] = /^(\d+)s$/.exec(directive('proxy_read_timeout')) ?? [];
    expect(Number(seconds) * 1000).toBeGreaterThan(serverLimits.heartbeatMs);
    expect(Number(seconds) * 1000).toBeGreaterThan(serverLimits.requestTimeoutMs);
  });

  it('writes no picture to its disk', () => {
    expect(directive('proxy_request_buffering')).toBe('off');
    expect(directive('proxy_max_temp_file_size')).toBe('0');
  });

  it('says that it forwards, so that nobody elsewhere is taken for this machine', () => {
    expect(nginx).toContain('proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;');
  });
});
