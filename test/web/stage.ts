/** What tests of the pages begin with: the product, and a browser beside it. */
import { afterEach } from '@jest/globals';
import { type Browser, launchBrowser } from '../support/browser.js';
import { type Product, startProduct } from '../support/product.js';
import { sharedByTests } from '../support/sharedByTests.js';

export interface Stage {
  readonly product: Product;
  readonly browser: Browser;
}

/** For all tests of the block in which it is called. The pages are closed after each. */
export function useStage(): Stage {
  const browser = sharedByTests(() => launchBrowser());
  const product = sharedByTests(() => startProduct());
  afterEach(async () => await browser().closeAll());
  return {
    get product() {
      return product();
    },
    get browser() {
      return browser();
    },
  };
}
