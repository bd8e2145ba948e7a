import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { describeWithRedis, sharedRedis } from '../support/sharedRedis.js';

const at = (path: string) => fileURLToPath(new URL(`../support/${path}`, import.meta.url));
const CERTIFICATE = at('tls/test-only-certificate.pem');
const KEY = at('tls/test-only-key.pem');
/** What the certificate is for. */
const NAME = 'cognito-idp.eu-west-1.amazonaws.com';
const PASSWORD = 'correct-horse/@:%';

describeWithRedis('A node that is told of a Redis behind TLS, with a user and a password,', () => {
  const redis = sharedRedis({ user: 'proctor', password: PASSWORD, tls: { certificate: CERTIFICATE, key: KEY } });

  /** What a process prints that talks through this Redis. */
  async function talk(change: { readonly host?: string; readonly password?: string; readonly authority?: string }) {
    const { host = NAME, password = PASSWORD, authority = CERTIFICATE } = change;
    const url = `rediss://proctor:${encodeURIComponent(password)}@${host}:${redis.port}`;
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: authority, TEST_TLS_PORT: String(redis.port) };
    const script = [`--import=${at('tls/toThisMachine.js')}`, at('talkThroughRedis.js'), url];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, script, { env });
    return stdout + stderr;
  }

  it('talks through it', async () => {
    expect(await talk({})).toContain('heard: hello');
  });

  it.each([
    ['the certificate is not to be trusted', { authority: '' }, 'SELF_SIGNED_CERT'],
    ['the certificate is for another name', { host: 'redis.example' }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['the password is wrong', { password: 'wrong-horse/@:%' }, 'WRONGPASS'],
  ])('says when %s, and tells the password to nobody', async (_, change, reason) => {
    const told = await talk(change);
    expect(told).toContain(reason);
    expect(told).not.toContain('heard');
    expect(told).not.toMatch(/horse/);
  });
});
