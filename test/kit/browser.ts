import chromium from '@sparticuz/chromium';
import { type Browser, chromium as driver } from 'playwright-core';

/** A headless Chromium: the one that travels in a package on Linux x64, an installed Chrome elsewhere. */
export async function startBrowser(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return driver.launch({ channel: 'chrome' });
  const executablePath = await chromium.executablePath();
  return driver.launch({ executablePath, args: [...chromium.args, '--no-sandbox'], headless: true });
}
