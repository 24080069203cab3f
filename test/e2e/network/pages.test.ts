import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { startBrowser } from '../../kit/browser.ts';
import { type Product, startProduct } from '../../kit/product.ts';
import { startReceiver } from '../../kit/receiver.ts';
import { temporaryFolder } from '../../kit/temporary-folder.ts';
import { type ConsoleSession, startSession } from './console-session.ts';
import { desk } from './pages/desk.ts';
import { documentsIn } from './pages/documents.ts';
import { listeners } from './pages/listeners.ts';
import { mappings } from './pages/mappings.ts';
import { onboarding } from './pages/onboarding.ts';
import { partners } from './pages/partners.ts';
import { signatures } from './pages/signatures.ts';

const folder = temporaryFolder();
let product: Product;
let browser: Browser;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let ada: ConsoleSession;
let quinn: ConsoleSession;

beforeAll(async () => {
  product = await startProduct(folder.path, ['--json', '--units', '20', '--speed', '2400']);
  await product.line(/^\{"lot"/);
  [browser, receiver] = await Promise.all([startBrowser(), startReceiver()]);
  ada = await startSession(browser, product, folder.path, 'ada@acme-pharma.example');
  quinn = await startSession(browser, product, folder.path, 'quinn@acme-pharma.example');
  // Where nothing is built yet, on a machine that others use, the start alone may take two minutes.
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await receiver?.stop();
  await product?.kill('SIGTERM');
  folder.remove();
});

const on = {
  ...{ ada: () => ada, quinn: () => quinn, product: () => product, receiver: () => receiver },
  ...{ folder: folder.path, onBoard: new Map() },
};
partners(on);
onboarding(on);
signatures(on);
documentsIn(on);
mappings(on);
desk(on);
listeners(on);
