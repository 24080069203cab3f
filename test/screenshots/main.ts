import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBrowser } from '../kit/browser.ts';
import { startProduct } from '../kit/product.ts';
import { signedIn } from './signed-in.ts';
import { takePicture } from './take-picture.ts';
import { afterTheBatch, whileItRuns } from './tour.ts';

// Pictures of the console for the docs: `npm run build && npx node test/screenshots/main.ts`. The product starts with its simulated line, packs its lot, and is looked at on the
// way and afterwards. Those of the operator's page: operator.ts.

const folder = 'docs/screens';
/** Also a machine that has much else to do gets there. */
const PATIENCE_MS = 120_000;

async function takeAll(data: string): Promise<void> {
  const product = await startProduct(data, ['--units', '240', '--speed', '240']);
  const browser = await startBrowser();
  try {
    const viewport = { width: 1280, height: 800 };
    const page = await browser.newPage({ viewport, colorScheme: 'light', timezoneId: 'Europe/Berlin' });
    page.setDefaultTimeout(PATIENCE_MS);
    await signedIn(page, product.url, data);
    await product.line(/^120\/240 printed/);
    for (const stop of whileItRuns(product)) await takePicture(page, stop, folder);
    await product.line(/^verification by /);
    for (const stop of await afterTheBatch(product)) await takePicture(page, stop, folder);
  } finally {
    await browser.close();
    await product.kill('SIGTERM');
  }
}

mkdirSync(folder, { recursive: true });
const data = mkdtempSync(join(tmpdir(), 'seriate-screens-'));
try {
  await takeAll(data);
} finally {
  rmSync(data, { recursive: true, force: true });
}
