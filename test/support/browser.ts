/** The system's Chromium, without a window, for tests of the pages. */
import { existsSync } from 'node:fs';
import { describe } from '@jest/globals';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Where Debian's package `chromium` puts it; CHROMIUM says where it is elsewhere. */
const EXECUTABLE = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A camera that shows a moving pattern, and may be used without asking.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

export interface Visit {
  readonly page: Page;
  /** Addresses on other hosts that the page asked for. None of them was let through. */
  readonly foreignRequests: readonly string[];
  /** What the page's Content-Security-Policy forbade, and what its scripts threw and did not catch. */
  readonly complaints: readonly string[];
}

export interface Browser extends AsyncDisposable {
  /** Opens an address in a fresh profile, cut off from every other origin. */
  visit(url: string, options?: BrowserContextOptions): Promise<Visit>;
  /** Closes what was opened so far: a page that stays open goes on with its work, at the cost of all tests that follow. */
  closeAll(): Promise<void>;
}

export interface BrowserOptions {
  /** A file that the camera shows again and again, as `recordWebcam` makes it. */
  readonly webcam?: string;
  /** How many cameras there are; each shows a moving pattern of its own. */
  readonly cameras?: number;
}

export async function launchBrowser({ webcam, cameras }: BrowserOptions = {}): Promise<Browser> {
  const args = [...FLAGS];
  if (webcam !== undefined) args.push(`--use-file-for-fake-video-capture=${webcam}`);
  if (cameras !== undefined) args.push(`--use-fake-device-for-media-stream=device-count=${cameras}`);
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args });
  return {
    async visit(url, options = {}) {
      const { origin } = new URL(url);
      const foreignRequests: string[] = [];
      const complaints: string[] = [];
      const context = await browser.newContext(options);
      const cutOff = (address: URL) => {
        const isForeign = !isInside(address) && address.host !== new URL(origin).host;
        if (isForeign) foreignRequests.push(address.href);
        return isForeign;
      };
      await context.route(cutOff, (route) => route.abort());
      await context.routeWebSocket(cutOff, (socket) => socket.close());
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        if (message.text().includes('Content Security Policy')) complaints.push(message.text());
      });
      await page.goto(url);
      return { page, foreignRequests, complaints };
    },
    async closeAll() {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

/** What a page made itself comes from no host. */
function isInside({ protocol }: URL): boolean {
  return protocol === 'blob:' || protocol === 'data:';
}

/** `describe`, skipped with the reason where there is no Chromium; where CI says that there must be one, it fails. */
export function describeInBrowser(name: string, body: () => void): void {
  if (existsSync(EXECUTABLE) || process.env['CI'] === 'true') {
    describe(name, body);
    return;
  }
  const reason = `there is no Chromium at ${EXECUTABLE}`;
  process.stderr.write(`Skipped: ${name}: ${reason}. Install it (Debian: apt-get install chromium) or set CHROMIUM.\n`);
  describe.skip(`${name} (skipped: ${reason})`, body);
}
