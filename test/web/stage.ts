/** What tests of the pages begin with: the product, and a browser beside it. */
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { type Browser, launchBrowser } from '../support/browser.js';
import { type Product, startProduct } from '../support/product.js';

export interface Stage {
  readonly product: Product;
  readonly browser: Browser;
}

/** For all tests of the block in which it is called: started before the first of them, and ended after the last. Its pages are closed after each. */
export function useStage(): Stage {
  let product: Product | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
  }, 60_000);
  afterEach(async () => await browser?.closeAll());
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]();
    await product?.[Symbol.asyncDispose]();
  });
  return {
    get product() {
      return started(product);
    },
    get browser() {
      return started(browser);
    },
  };
}

function started<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('It is started before the first test, and not before.');
  return part;
}
