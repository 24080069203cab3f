import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Larger ones would make every clone pay for them. */
const MOST_BYTES = 200_000;

/** A place that a picture is taken of. */
export interface Stop {
  /** Of the picture. */
  readonly name: string;
  readonly url: string;
  /** Stands there once the page shows what it is for. */
  readonly shows: string | RegExp;
}

/** Writes `<name>.png` into the folder. @throws when the page never shows what it is for, or the picture is too large */
export async function takePicture(page: Page, { name, url, shows }: Stop, folder: string): Promise<void> {
  const path = join(folder, `${name}.png`);
  await page.goto(url);
  await page.getByText(shows).first().waitFor();
  for (const waiting of ['Loading …', '…'])
    await page.getByText(waiting, { exact: true }).first().waitFor({ state: 'hidden' });
  await page.screenshot({ path, animations: 'disabled' });
  const { size } = statSync(path);
  if (size > MOST_BYTES) throw new Error(`${path} has ${size} bytes, and ${MOST_BYTES} are the most`);
  console.log(`${path} ${Math.ceil(size / 1000)} kB`);
}
