/**
 * How soon the dashboard answers a key while 200 candidates send a frame every two seconds: 100 events a second. Measured
 * by Chromium itself (Event Timing), from the key to the next picture drawn, in steps of 8 ms.
 */
import { availableParallelism, cpus } from 'node:os';
import { chromium } from 'playwright-core';
import { otherPicture, type Person } from '../test/support/pictures.js';
import { createFullExam } from './dashboard/fullExam.js';
import { startStubServer } from './dashboard/stubServer.js';

const CANDIDATES = 200;
const EVENTS_PER_SECOND = 100;
const KEYS = 120;
const PEOPLE: readonly Person[] = ['curls', 'ponytail', 'laughing', 'green', 'brunette'];

const pictures = await Promise.all(PEOPLE.map(otherPicture));
const exam = createFullExam({ candidates: CANDIDATES, incidents: 30, pictures });
await using server = await startStubServer(exam.answer);
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage({ viewport: { width: 2560, height: 1440 } });
await page.goto(`${server.url}/dashboard?exam=full`);
await page.getByLabel('Your name').fill('Paula');
await page.getByLabel('Staff number').fill('paula');
await page.getByRole('button', { name: 'Continue' }).click();
await page
  .locator('.tile')
  .nth(CANDIDATES - 1)
  .waitFor();

const timer = setInterval(() => {
  for (let count = 0; count < EVENTS_PER_SECOND / 20; count++) server.tell(exam.nextEvent());
}, 50);
await page.waitForTimeout(5_000);
// As text: what compiles this file would put helpers into it that the page does not have.
await page.evaluate(`
  window.latencies = [];
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === 'keydown') latencies.push(duration);
  }).observe({ type: 'event', durationThreshold: 16 });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  }).observe({ type: 'longtask' });
`);
const keys = ['j', 'j', 'j', 'k'];
for (let press = 0; press < KEYS; press++) {
  await page.keyboard.press(keys[press % keys.length] ?? 'j');
  await page.waitForTimeout(80);
}
const { latencies, longTasks } = await page.evaluate(() => {
  const { latencies, longTasks } = Object(globalThis);
  return { latencies: latencies as number[], longTasks: longTasks as number[] };
});
clearInterval(timer);
await browser.close();

/** Keys that were answered within 16 ms are not told of. */
const all = [...latencies, ...Array.from({ length: Math.max(0, KEYS - latencies.length) }, () => 16)].toSorted(
  (a, b) => a - b,
);
const share = (part: number) => all[Math.min(all.length - 1, Math.floor(all.length * part))];
console.log(`
The dashboard with ${CANDIDATES} candidates and ${EVENTS_PER_SECOND} events a second, on ${availableParallelism()} × ${cpus()[0]?.model}:

  from a key to what it shows, of ${KEYS} keys:  median ${share(0.5)} ms, p95 ${share(0.95)} ms, longest ${all.at(-1)} ms
  tasks of more than 50 ms meanwhile:        ${longTasks.length}, the longest ${Math.round(Math.max(0, ...longTasks))} ms
`);
