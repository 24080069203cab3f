import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { serveFile } from './serve-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'console-'));
mkdirSync(join(folder, 'assets'));
writeFileSync(join(folder, 'index.html'), '<p>page</p>');
writeFileSync(join(folder, 'assets/main-abc.js'), 'void 0');
writeFileSync(join(folder, 'assets/main-abc.js.br'), brotliCompressSync('void 0'));
writeFileSync(join(folder, 'assets/reader-abc.wasm'), new Uint8Array([0, 0x61, 0x73, 0x6d, 0xff]));
const env = { CONSOLE_CLIENT_ID: 'client', SIGN_IN_URL: 'http://127.0.0.1:4000', SANDBOXES: '[]' };
const serve = serveFile(folder, env);

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

test.each(['br', 'gzip, deflate, br, zstd', 'BR;q=1.0', 'gzip;q=0, br; q=0.5'])(
  'who takes %s is sent what was compressed when it was built',
  (encodings) => {
    const { body = '', headers, isBase64Encoded } = serve('/assets/main-abc.js', encodings);
    expect(headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' });
    expect(isBase64Encoded).toBe(true);
    expect(brotliDecompressSync(Buffer.from(body, 'base64')).toString()).toBe('void 0');
  },
);

test.each([undefined, '', 'gzip', 'br;q=0', 'gzip, br; q=0.0', 'brand'])(
  'who takes %s is sent it plain',
  (encodings) => {
    expect(serve('/assets/main-abc.js', encodings)).toMatchObject({ body: 'void 0', isBase64Encoded: false });
  },
);

test('bytes that are no text come as they are', () => {
  const { body = '', headers } = serve('/assets/reader-abc.wasm', 'br');
  expect(headers).toMatchObject({ 'content-type': 'application/wasm' });
  expect([...Buffer.from(body, 'base64')]).toEqual([0, 0x61, 0x73, 0x6d, 0xff]);
});

test.each(['/assets/../../etc/passwd', '/assets/nothing.js', '/..'])('%s leads nowhere', (path) => {
  expect(serve(path)).toMatchObject({ statusCode: 404 });
});

test('the page learns where to sign in', () => {
  expect(serve('/console.json').body).toBe('{"clientId":"client","signInUrl":"http://127.0.0.1:4000"}');
});

test('the page learns what stands beside the installation and may be turned, where something does', () => {
  const SANDBOXES = '[{"sandbox":"fda","url":"http://127.0.0.1:5","control":"http://127.0.0.1:5/v1/sandbox"}]';
  const { body = '' } = serveFile(folder, { ...env, SANDBOXES })('/console.json');
  expect(JSON.parse(body).sandboxes).toEqual([{ sandbox: 'fda', control: 'http://127.0.0.1:5/v1/sandbox' }]);
});

test('no other site may frame the console', () => {
  expect(serve('/').headers?.['content-security-policy']).toContain("frame-ancestors 'none'");
});

test('documents may be put into the bucket: by TLS, and on one machine at its other ports', () => {
  const policyAt = (SIGN_IN_URL: string) => {
    const served = serveFile(folder, { ...env, SIGN_IN_URL })('/');
    return String(served.headers?.['content-security-policy']);
  };
  expect(policyAt('https://sign-in.example')).toContain("connect-src 'self' https:;");
  expect(policyAt('http://127.0.0.1:4000')).toContain("connect-src 'self' http://127.0.0.1:*;");
});
