import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from './axe.ts';
import { startBrowser } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

const page = (body: string) =>
  `<!doctype html><html lang="en"><head><title>A page</title></head><body>${body}</body></html>`;

test('an image without words and pale text are found, each with its place', async () => {
  const shown = await browser.newPage();
  await shown.setContent(page('<main><img src="x.png"><p style="color:#ccc;background:#fff">pale</p></main>'));
  const findings = await seriousFindings(shown);
  expect(findings).toHaveLength(2);
  expect(findings.join('\n')).toMatch(/color-contrast: .* · p · /);
  expect(findings.join('\n')).toMatch(/image-alt: .* · img · /);
  expect(await seriousFindings(shown, 'p')).toHaveLength(1);
});

test('a page that is in order has none, asked twice as well', async () => {
  const shown = await browser.newPage();
  await shown.setContent(page('<main><h1>Line</h1><button>Start</button></main>'));
  expect(await seriousFindings(shown)).toEqual([]);
  expect(await seriousFindings(shown)).toEqual([]);
});
