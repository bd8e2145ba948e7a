/** All that is kept of a session, taken away by those who may: complete, on record, and harmless whatever it holds. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../src/auth/viewer.js';
import type { SessionExport } from '../../src/proctor/sessionExport.js';
import { describeInBrowser, launchBrowser } from '../support/browser.js';
import { nobody, phone, showFrames } from '../support/frames.js';
import { portrait } from '../support/pictures.js';
import { createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';
import { somebody } from '../support/scriptedEngine.js';

/** What people may be called, and may write. */
const hostile = {
  candidateId: '../"><script>document.title="gone"</script>',
  fullName: '<img src=x onerror="document.title=\'gone\'">',
  title: '</title><script src="https://evil.example/x.js"></script>',
  proctor: "O'Neil</bdi></p><iframe src=//evil.example>",
  reason: '</q><style>*{display:none}</style>',
  note: '<a href="javascript:alert(1)">&amp;</a>',
  message: 'Line one\n<link rel=stylesheet href=//evil.example>',
} as const;

const { candidateId } = hostile;
const olga: Viewer = { ...paula, sub: 'olga', name: hostile.proctor };
const key = { examId: 'hostile', candidateId };

let world: ProctorWorld;
let taken: SessionExport;
// biome-ignore lint/suspicious/noExplicitAny: the JSON is read as a program would, and fails where it has another shape
let data: any;

beforeAll(async () => {
  world = await createProctorWorld();
  await world.proctor.createExam({ id: 'hostile', title: hostile.title });
  const image = (await portrait('curls')).toString('base64');
  await world.proctor.indexFace(paula, { image, candidateId, fullName: hostile.fullName, examId: 'hostile' });
  await world.proctor.startSession(paula, { ...key, consentTextVersion: '1' });
  const accommodations = ['somebody', candidateId].map((id) => ({ candidateId: id, limits: { maxYaw: 60 } }));
  await world.proctor.updatePolicy(olga, 'hostile', { accommodations });
  await showFrames(world, key, phone, phone, somebody, somebody, somebody, nobody, nobody);
  await showFrames(world, { examId: 'hostile', candidateId: 'somebody' }, nobody, nobody);
  const session = await world.store.sessions.get('hostile', candidateId);
  const incidentId = `${session?.id}-1`;
  await world.proctor.reviewIncident(olga, { ...key, incidentId, verdict: 'CONFIRMED', reason: hostile.reason });
  await world.proctor.evidence(olga, 'hostile', incidentId);
  await world.proctor.writeNote(olga, { ...key, text: hostile.note });
  await world.proctor.sendMessage(olga, { examId: 'hostile', text: hostile.message });
  await world.proctor.terminateSession(olga, { ...key, reason: hostile.reason });
  taken = await world.proctor.sessionExport(olga, 'hostile', candidateId);
  data = JSON.parse(taken.json);
});

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

describe('the export of a session, for programs,', () => {
  test('holds the session with its consent, its end and whose it was', () => {
    expect(data).toMatchObject({
      format: 'virtual-proctor/session/1',
      exported: { by: { id: 'olga', name: hostile.proctor } },
      exam: { id: 'hostile', title: hostile.title },
      candidate: { id: candidateId, names: [hostile.fullName] },
      session: { candidateId, consent: { textVersion: '1' }, state: { status: 'TERMINATED', reason: hostile.reason } },
    });
  });

  test('holds every incident with its review and its pictures', () => {
    expect(data.incidents.map(({ incident }: never) => incident)).toMatchObject([
      { kind: 'SOMEBODY_ELSE' },
      { kind: 'FORBIDDEN_OBJECT' },
      { kind: 'NOBODY_THERE' },
    ]);
    const [{ review, evidence }] = data.incidents;
    expect(review).toMatchObject({ verdict: 'CONFIRMED', reason: hostile.reason, by: { id: 'olga' } });
    expect(evidence.length).toBeGreaterThan(0);
    for (const { picture } of evidence) {
      expect(Buffer.from(picture.base64, 'base64').subarray(0, 3)).toEqual(Buffer.of(0xff, 0xd8, 0xff));
      expect(picture).toMatchObject({ mediaType: 'image/jpeg', width: expect.any(Number), height: expect.any(Number) });
    }
  });

  test('holds the risk with its parts, and says how each check came out', async () => {
    const session = await world.store.sessions.get('hostile', candidateId);
    if (!session) throw new Error('no session');
    expect(data.risk).toEqual(await world.proctor.risk(olga, session));
    expect(data.risk.contributions).toHaveLength(3);
    expect(data.checks.map(({ PASS, FAIL, UNKNOWN }: Record<string, number>) => [PASS, FAIL, UNKNOWN])).toEqual([
      [5, 2, 0],
      [5, 2, 0],
      [0, 7, 0],
      [5, 2, 0],
      [7, 0, 0],
    ]);
  });

  test('holds the candidate’s whole history, what concerns everybody, and nothing of anybody else', async () => {
    const history = await world.log.read('hostile', { limit: 1_000 });
    const own = history.filter((event) => event.candidateId === candidateId || event.candidateId === undefined);
    expect(own.length).toBeLessThan(history.length);
    expect(data.events).toEqual(own);
    const types = new Set(data.events.map(({ type }: { type: string }) => type));
    for (const type of [
      'FrameProcessed',
      'NoteWritten',
      'MessageSent',
      'IncidentReviewed',
      'SessionExported',
      'FaceEnrolled',
    ]) {
      expect(types).toContain(type);
    }
  });

  test('holds the policy, but not what is different for somebody else', () => {
    expect(data.policy.version).toBe(2);
    expect(data.policy.accommodations).toEqual([{ candidateId, limits: { maxYaw: 60 } }]);
    expect(taken.json).not.toContain('"somebody"');
  });
});

describe('taking an export away', () => {
  test('is on record before it is given out, so that the export tells of itself', async () => {
    expect(data.events.at(-1)).toMatchObject({ type: 'SessionExported', by: { id: 'olga' }, candidateId });
    const before = (await world.log.recent('hostile', 1))[0];
    await world.proctor.sessionExport(paula, 'hostile', candidateId);
    const after = await world.log.read('hostile', { after: before?.id ?? '', limit: 10 });
    expect(after).toMatchObject([{ type: 'SessionExported', by: { id: 'paula' } }]);
  });

  test('gives a file name that is safe whatever a candidate is called', () => {
    expect(taken.fileName).toMatch(/^session_hostile_[A-Za-z0-9-]{1,40}_[0-9a-f]{8}$/);
  });

  test('is for staff of the exam alone, of a session that is there', async () => {
    const refused = (viewer: Viewer, exam = 'hostile', whose: string = candidateId) =>
      world.proctor.sessionExport(viewer, exam, whose);
    const candidate: Viewer = { ...paula, sub: candidateId, roles: ['CANDIDATE'] };
    await expect(refused(candidate)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(refused({ ...paula, examIds: ['demo'] })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(refused(paula, 'hostile', 'nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(refused(paula, 'nowhere')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const last = (await world.log.recent('hostile', 1))[0];
    expect(last).toMatchObject({ type: 'SessionExported', by: { id: 'paula' } });
  });
});

describe('the export of a session, for people,', () => {
  test('names nothing that is elsewhere, and runs nothing', () => {
    const tags = taken.html.match(/<[^>]*>/g) ?? [];
    expect(tags.filter((tag) => /^<(script|link|iframe|object|embed|base|form|a)\b/i.test(tag))).toEqual([]);
    expect(tags.filter((tag) => /\s(on\w+|href|srcset|action|style="[^"]*url)/i.test(tag))).toEqual([]);
    const sources = tags.flatMap((tag) => tag.match(/\ssrc="[^"]{0,30}/) ?? []);
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) expect(source).toMatch(/^\ssrc="data:image\/jpeg;base64,/);
  });

  test.each(Object.entries(hostile))('shows a hostile %s as the text that it is', (_, text) => {
    expect(taken.html).not.toContain(text);
    expect(taken.html).toContain(
      text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
        .replaceAll("'", '&#39;'),
    );
  });

  test('tells what was seen and when, and passes no verdict', () => {
    const text = taken.html.replace(/<style>.*<\/style>/s, '').replace(/<[^>]*>/g, '');
    expect(text).toMatch(/Cell Phone in view, \d\d:\d\d:\d\d–\d\d:\d\d:\d\d/);
    expect(text).toContain('Confirmed by');
    expect(text).toMatch(/exported the whole session/);
    expect(text).not.toMatch(/cheat|fraud|suspic|violat|guilt/i);
  });
});

describeInBrowser('a browser that opens the report', () => {
  test('shows it, pictures and all, asks nobody for anything and runs nothing', async () => {
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(taken.html);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await using browser = await launchBrowser();
    // A TCP server that listens has an address with a port.
    const { port } = server.address() as AddressInfo;
    const { page, foreignRequests, complaints } = await browser.visit(`http://127.0.0.1:${port}/`);
    expect(await page.title()).toContain(hostile.title);
    expect(await page.locator('h1').textContent()).toContain(hostile.fullName);
    expect(await page.locator('script, link, iframe, a, img:not([src^="data:"])').count()).toBe(0);
    const widths = await page
      .locator('img')
      .evaluateAll((all) => all.map((one) => (one as { naturalWidth?: number }).naturalWidth));
    expect(widths.length).toBeGreaterThan(0);
    for (const width of widths) expect(width).toBeGreaterThan(0);
    expect(await page.locator('.picture rect').count()).toBeGreaterThan(0);
    expect(foreignRequests).toEqual([]);
    expect(complaints).toEqual([]);
    server.close();
  });
});
