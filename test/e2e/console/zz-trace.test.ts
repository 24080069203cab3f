import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { startBrowser } from '../../kit/browser.ts';
import type { Product } from '../../kit/product.ts';
import { captures } from './captures.ts';
import { exceptions } from './exceptions.ts';
import { trace } from './trace.ts';

const url = 'http://127.0.0.1:4330';
const creds = JSON.parse(readFileSync('/tmp/trace-data/credentials.json', 'utf8'));
const types: Record<string, string> = {
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
  html: 'text/html',
  json: 'application/json',
};
const csp =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data: blob:; connect-src 'self' http://127.0.0.1:*; frame-ancestors 'none'";
let browser: Browser;
let page: Page;
const product = {
  url,
  fetch: async (path: string, { tenant = 'acme-pharma', role = 'administrator', ...init }: any = {}) => {
    const c = creds.clients.find((x: any) => x.tenant === tenant && x.role === role);
    const t: any = await (
      await fetch(`${url}/oauth2/token`, {
        method: 'POST',
        headers: { authorization: 'Basic ' + Buffer.from(c.clientId + ':' + c.clientSecret).toString('base64') },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      })
    ).json();
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${t.access_token}`);
    return fetch(url + path, { ...init, headers });
  },
} as unknown as Product;
beforeAll(async () => {
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 1240, height: 860 }, colorScheme: 'light' });
  page.setDefaultTimeout(15000);
  page.on('pageerror', (e) => console.log('PAGEERROR', e.message));
  page.on('console', (m) => m.type() === 'error' && console.log('CONSOLE', m.text()));
  await page.route(/127\.0\.0\.1:4330\/(\?.*)?$|4330\/assets\//, async (r) => {
    const p = new URL(r.request().url()).pathname;
    const f = join('/tmp/cbuild-trace', p === '/' ? 'index.html' : p);
    if (!existsSync(f))
      return /index-.*js$/.test(p)
        ? r.fulfill({ contentType: 'text/javascript', body: "location.replace(location.href + '&again=1')" })
        : r.fulfill({ status: 200, contentType: p.endsWith('css') ? 'text/css' : 'text/javascript', body: '' });
    await r.fulfill({
      body: readFileSync(f),
      contentType: types[f.split('.').pop() ?? ''] ?? '',
      headers: { 'content-security-policy': csp },
    });
  });
  const u = creds.users.find((x: any) => x.username.startsWith('ada'));
  await page.goto(url + '/');
  await page.getByLabel(/user ?name/i).fill(u.username);
  await page.getByLabel(/password/i).fill(u.password);
  await page.getByRole('button', { name: /sign in/i }).click();
  await page.getByRole('button', { name: u.username }).waitFor();
});
afterAll(async () => {
  await page.screenshot({ path: '/tmp/shots/tr-last.png' });
  await browser.close();
});
describe('mine', () => {
  const on = { page: () => page, product: () => product };
  trace(on);
  captures(on);
  exceptions(on);
});
