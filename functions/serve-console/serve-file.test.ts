import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serveFile } from './serve-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'console-'));
mkdirSync(join(folder, 'assets'));
writeFileSync(join(folder, 'index.html'), '<p>page</p>');
writeFileSync(join(folder, 'assets/main-abc.js'), 'void 0');
const serve = serveFile(folder, { CONSOLE_CLIENT_ID: 'client', SIGN_IN_URL: 'http://127.0.0.1:4000' });

test('the page is served at the root and asked for anew each time', () => {
  expect(serve('/')).toMatchObject({ statusCode: 200, body: '<p>page</p>', headers: { 'cache-control': 'no-cache' } });
});

test('an asset is kept by the browser, since its name changes with its content', () => {
  expect(serve('/assets/main-abc.js')).toMatchObject({
    statusCode: 200,
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': expect.stringContaining('immutable'),
    },
  });
});

test.each(['/assets/../../etc/passwd', '/assets/nothing.js', '/..'])('%s leads nowhere', (path) => {
  expect(serve(path)).toMatchObject({ statusCode: 404 });
});

test('the page learns where to sign in', () => {
  expect(serve('/console.json').body).toBe('{"clientId":"client","signInUrl":"http://127.0.0.1:4000"}');
});

test('no other site may frame the console', () => {
  expect(serve('/').headers?.['content-security-policy']).toContain("frame-ancestors 'none'");
});

test('documents may be put into the bucket: by TLS, and on one machine at its other ports', () => {
  const policyAt = (SIGN_IN_URL: string) => {
    const served = serveFile(folder, { CONSOLE_CLIENT_ID: 'client', SIGN_IN_URL })('/');
    return String(served.headers?.['content-security-policy']);
  };
  expect(policyAt('https://sign-in.example')).toContain("connect-src 'self' https:;");
  expect(policyAt('http://127.0.0.1:4000')).toContain("connect-src 'self' http://127.0.0.1:*;");
});
