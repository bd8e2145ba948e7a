/** Bulk enrolment as an operator does it: the command in a process of its own, against the product in another. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { send } from '../support/client.js';
import { emptyRoom, type Person, portrait, together } from '../support/pictures.js';
import { type Product, startProduct } from '../support/product.js';
import { type Run, startEnrol } from './enrol/command.js';
import { openGate } from './enrol/gate.js';

/** In all tests the candidate's id says whose photo it is: nobody can be enrolled as two candidates. */
const everybody: readonly Person[] = ['curls', 'laughing', 'green', 'brunette'];

let product: Product;
let proctor: string;
let folder: string;
let roster: string;
let photos: string;
let journal: string;

beforeAll(async () => {
  product = await startProduct();
  proctor = await product.token({ role: 'proctor', sub: 'paula' });
});

afterAll(async () => {
  await product?.[Symbol.asyncDispose]();
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proctor-enrol-'));
  roster = join(folder, 'roster.csv');
  photos = join(folder, 'photos');
  journal = `${roster}.enrolled.jsonl`;
  await mkdir(photos);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Starts the command on the roster and its photos, one after the other. */
function start(url: string, options: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const args = [roster, photos, '--url', url, '--concurrency', '1', ...options];
  return startEnrol(args, { DATA_DIR: product.dataDir, ...env });
}

function enrol(url: string, options: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  return start(url, options, env).outcome;
}

async function writePhotos(files: Readonly<Record<string, Buffer>>): Promise<void> {
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(photos, name)), { recursive: true });
    await writeFile(join(photos, name), bytes);
  }
}

/** A roster of these people, their photos named after them. */
async function writeRosterOf(people: readonly Person[]): Promise<void> {
  await writeFile(roster, `candidateId,fullName\n${people.map((person) => `${person},Miss ${person}\n`).join('')}`);
  for (const person of people) await writePhotos({ [`${person}.jpg`]: await portrait(person) });
}

async function journalLines(): Promise<readonly { candidateId: string; verdict: { externalImageId?: string } }[]> {
  const lines = await readFile(journal, 'utf8').catch(() => '');
  return lines.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
}

async function namesEnrolledAs(candidateId: string): Promise<readonly string[]> {
  const { data } = await send(product.url, proctor, 'query ($id: ID!) { faces(candidateId: $id) { fullName } }', {
    id: candidateId,
  });
  return data.faces.map(({ fullName }: { fullName: string }) => fullName);
}

/** Where a server was a moment ago. */
async function urlOfNobody(): Promise<string> {
  await using gate = await openGate(product.url);
  return gate.url;
}

describe('a roster', () => {
  it('is enrolled, and the photos that were rejected are listed with what to do', async () => {
    await writeFile(
      roster,
      'candidateId,fullName,photo\ncurls,Carla Curls,a/one.jpg\nroom,Rhea Room,\npair,Pia Pair,\ngreen,Greta Green,\n',
    );
    await writePhotos({
      'a/one.jpg': await portrait('curls'),
      'room.jpg': await emptyRoom(),
      'pair.png': await sharp(await together('laughing', 'brunette'))
        .png()
        .toBuffer(),
      'green.JPG': await portrait('green'),
    });
    const { code, stdout, stderr } = await enrol(product.url);

    expect(stdout).toMatch(/^Candidate +Photo +What to do$/m);
    expect(stdout).toMatch(/^room +room\.jpg +No whole face is visible\. Look into the camera/m);
    expect(stdout).toMatch(/^pair +pair\.png +More than one face is visible\./m);
    expect(stdout).toMatch(/^4 photos: 2 enrolled, 2 rejected\.$/m);
    expect(stdout).not.toMatch(/^(curls|green) /m);
    expect(stderr.split('\n')).toEqual([
      '[1/4] curls (a/one.jpg): enrolled',
      '[2/4] room (room.jpg): rejected',
      '[3/4] pair (pair.png): rejected',
      '[4/4] green (green.JPG): enrolled',
      '',
    ]);
    expect(code).toBe(2);
    expect(await namesEnrolledAs('curls')).toContain('Carla Curls');
    expect(await namesEnrolledAs('green')).toContain('Greta Green');
    expect(await namesEnrolledAs('room')).toEqual([]);
    expect(await readFile(journal, 'utf8')).not.toMatch(/Carla|Rhea|eyJ/);
  });

  it('is refused with all its mistakes at once, before anything is sent', async () => {
    await writePhotos({ 'ada.jpg': await portrait('curls'), 'bo.jpg': await portrait('green') });
    const rows = [
      'fullName,candidateId,photo',
      'Ada,ada,',
      'Ada,ada,ada.jpg',
      ',bo,',
      'Lovelace, Ada,ada,x.jpg',
      'Eve,eve,eve.gif;../eve.jpg;eve.png',
      'Adah,ada,bo.jpg',
      'Zoë,"zoë"s,',
    ];
    await writeFile(roster, rows.join('\n'));
    await using gate = await openGate(product.url);
    const { code, stdout, stderr } = await enrol(gate.url);
    expect({ code, stdout, uploads: gate.uploads }).toEqual({ code: 1, stdout: '', uploads: [] });
    expect(stderr.split('\n').slice(1, -1)).toEqual([
      '  - line 3: ada.jpg of ada stands on line 2 already.',
      '  - line 4: `fullName` is empty.',
      '  - line 5: It has 4 fields, but the header has 3: quote a comma.',
      '  - line 5: ada is neither .jpg, .jpeg nor .png.',
      '  - line 6: eve.gif is neither .jpg, .jpeg nor .png.',
      '  - line 6: ../eve.jpg lies outside the folder of the photos.',
      '  - line 6: There is no photo eve.png.',
      '  - line 7: ada has another name on line 2.',
      '  - line 8: A quotation mark stands in the wrong place or is never closed; nothing from here on could be read.',
    ]);
  });
});

describe('started again', () => {
  it('after it was killed, it sends what is left and nothing else', async () => {
    await writeRosterOf(everybody);
    let run: Run | undefined;
    await using gate = await openGate(product.url, (nth) => {
      if (nth !== 3) return 'forward';
      run?.child.kill('SIGKILL');
      return 'hold';
    });
    run = start(gate.url);
    await run.outcome;
    expect((await journalLines()).map(({ candidateId }) => candidateId)).toEqual(['curls', 'laughing']);

    const { code, stdout } = await enrol(gate.url);
    expect(gate.uploads.map(({ candidateId }) => candidateId)).toEqual([
      'curls',
      'laughing',
      'green',
      'green',
      'brunette',
    ]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '4 photos: 2 enrolled, 2 enrolled before.\n' });
    for (const person of everybody) expect(await namesEnrolledAs(person)).toContain(`Miss ${person}`);
  });

  it('after Ctrl-C, it goes on as well', async () => {
    await writeRosterOf(['curls', 'green']);
    let run: Run | undefined;
    await using gate = await openGate(product.url, (nth) => {
      if (nth !== 2) return 'forward';
      run?.child.kill('SIGINT');
      return 'hold';
    });
    run = start(gate.url);
    const { code, stdout, stderr } = await run.outcome;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '1 photo: 1 enrolled.\n' });
    expect(stderr).toMatch(/1 of 2 photos are left\. It was stopped\. Run the same command again/);
    expect(await enrol(gate.url)).toMatchObject({ code: 0, stdout: '2 photos: 1 enrolled, 1 enrolled before.\n' });
  });

  it('it sends what has changed: a photo, a name, a face that was deleted', async () => {
    await writeRosterOf(everybody);
    await writePhotos({ 'laughing.jpg': await emptyRoom() });
    await using gate = await openGate(product.url);
    expect((await enrol(gate.url)).code).toBe(2);
    expect(gate.uploads).toHaveLength(4);

    const enrolled = (await journalLines()).find(({ candidateId }) => candidateId === 'curls');
    const deletion = 'mutation ($id: ID!) { deleteFace(externalImageId: $id) { candidateId } }';
    await send(product.url, proctor, deletion, { id: enrolled?.verdict.externalImageId });
    await writeFile(roster, (await readFile(roster, 'utf8')).replace('Miss brunette', 'Mrs Brunette'));
    await writePhotos({ 'laughing.jpg': await portrait('laughing') });
    expect(await enrol(gate.url)).toMatchObject({ code: 0, stdout: '4 photos: 3 enrolled, 1 enrolled before.\n' });
    expect(gate.uploads.slice(4).map(({ candidateId }) => candidateId)).toEqual(['curls', 'laughing', 'brunette']);
    expect(await namesEnrolledAs('brunette')).toContain('Mrs Brunette');
  });

  it('it lists the rejected without sending them, unless told to', async () => {
    await writeFile(roster, 'candidateId,fullName\nroom,Rhea Room\ntext,Tess Text\n');
    await writePhotos({ 'room.jpg': await emptyRoom(), 'text.jpg': Buffer.from('This is no picture.') });
    await using gate = await openGate(product.url);
    await enrol(gate.url);
    const { code, stdout, stderr } = await enrol(gate.url);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: '[1/2] room (room.jpg): rejected before\n[2/2] text (text.jpg): rejected before\n',
    });
    expect(stdout).toMatch(/^room +room\.jpg +No whole face is visible\./m);
    expect(stdout).toMatch(/^text +text\.jpg +The picture is neither JPEG nor PNG\.$/m);
    expect(stdout).toMatch(/2 rejected before and not sent: change the photo, or use --again/);
    expect(gate.uploads).toHaveLength(1);
    await enrol(gate.url, ['--again']);
    expect(gate.uploads).toHaveLength(2);
  });
});

it('makes a large photo smaller before it is sent, and sets it upright', async () => {
  const sideways = await sharp(await portrait('curls'))
    .resize(2_400)
    .rotate(-90)
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  await writeFile(roster, 'candidateId,fullName\ncurls,Miss curls\n');
  await writePhotos({ 'curls.jpg': sideways });
  await using gate = await openGate(product.url);
  expect(await enrol(gate.url)).toMatchObject({ code: 0, stdout: '1 photo: 1 enrolled.\n' });
  const sent = await sharp(Buffer.from(gate.uploads[0]?.image ?? '', 'base64')).metadata();
  expect([sent.format, sent.height, sent.orientation]).toEqual(['jpeg', 1_600, undefined]);
});

it('tries again when the server is overloaded or the line breaks', async () => {
  await writeRosterOf(['curls']);
  const overloaded = { message: 'Too much.', extensions: { code: 'OVERLOADED', retryAfterMs: 600 } };
  const times: number[] = [];
  await using gate = await openGate(product.url, (nth) => {
    times.push(performance.now());
    return nth === 1 ? overloaded : nth === 2 ? 'break' : 'forward';
  });
  const { code, stderr } = await enrol(gate.url);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^waiting 1 s for the server$/m);
  const [first = 0, second = 0] = times;
  expect(second - first).toBeGreaterThanOrEqual(599);
  expect(gate.uploads).toHaveLength(3);
});

it('checks everything and sends nothing when told so', async () => {
  await writeRosterOf(['curls']);
  await writeFile(roster, 'text,Tess Text\n', { flag: 'a' });
  await writePhotos({ 'text.png': Buffer.from('This is no picture.') });
  const { code, stdout } = await enrol(await urlOfNobody(), ['--dry-run']);
  expect(code).toBe(2);
  expect(stdout).toMatch(/^text +text\.png +The picture is neither JPEG nor PNG\.$/m);
  expect(stdout).toMatch(/^2 photos: 1 to be sent, 1 rejected\.$/m);
  expect(await journalLines()).toEqual([]);
});

describe('it gives up at once, and says why,', () => {
  beforeEach(() => writeRosterOf(['curls', 'green']));

  it('when no server answers', async () => {
    const url = await urlOfNobody();
    const { code, stdout, stderr } = await enrol(url);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(`No server answers at ${url} (ECONNREFUSED).`);
  });

  it('when the token was signed with the key of another server', async () => {
    const { code, stderr } = await enrol(product.url, [], { DATA_DIR: folder });
    expect(code).toBe(1);
    expect(stderr).toMatch(/The server does not accept the token: .* is that the server's DATA_DIR\?/);
  });

  it("when the token is a candidate's, which it does not print", async () => {
    const token = await product.token({ role: 'candidate', sub: 'curls' });
    await using gate = await openGate(product.url);
    const { code, stdout, stderr } = await enrol(gate.url, [], { TOKEN: token });
    expect(code).toBe(1);
    expect(stderr).toMatch(/2 of 2 photos are left\. The server does not accept the token: .* proctor's or an admin's/);
    expect(stdout + stderr).not.toContain(token.slice(-20));
    expect(gate.uploads).toHaveLength(1);
  });

  it('when there is no such exam', async () => {
    const { code, stderr } = await enrol(product.url, ['--exam', 'algebra']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/2 of 2 photos are left\. .*exam/);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['an option is misspelt', ['--dryrun'], /Unknown option '--dryrun'/],
    ['the server is elsewhere and there is no token', ['--url', 'https://192.0.2.1'], /token is needed: set TOKEN/],
  ])('when %s', async (_, options, message) => {
    const { code, stdout, stderr } = await enrol('http://localhost', options);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n {4}at /);
  });
});
