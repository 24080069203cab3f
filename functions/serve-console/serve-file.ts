import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as v from 'valibot';
import type { Env } from './env.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

const sandboxesShape = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(v.object({ sandbox: v.string(), control: v.string() })),
);

/**
 * Serves the built console. Only files that lay in the bundle at start are known, so no path can lead elsewhere.
 *
 * @param encodings of the answer that the caller takes, as Accept-Encoding has them (RFC 9110, 12.5.3): what was compressed at build time is sent so
 */
export function serveFile(
  folder: string,
  env: Env,
): (path: string, encodings?: string) => APIGatewayProxyStructuredResultV2 {
  const files = readFiles(folder);
  const sandboxes = v.parse(sandboxesShape, env.SANDBOXES);
  const settings = JSON.stringify({
    clientId: env.CONSOLE_CLIENT_ID,
    signInUrl: env.SIGN_IN_URL,
    ...(sandboxes.length > 0 && { sandboxes }),
  });
  const respond = answer(policyOf(env));
  return (path, encodings = '') => {
    if (path === '/console.json') return respond(200, 'application/json', Buffer.from(settings), 'no-store');
    const name = path === '/' ? '/index.html' : path;
    const body = files.get(name);
    if (body === undefined) return respond(404, 'text/plain', Buffer.from(`no such page: ${name}`), 'no-store');
    // Asset names carry a hash of their content, the page itself does not.
    const caching = name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    const type = types[extname(name)] ?? 'application/octet-stream';
    const small = takesBrotli(encodings) ? files.get(`${name}.br`) : undefined;
    return small === undefined ? respond(200, type, body, caching) : respond(200, type, small, caching, 'br');
  };
}

/** True unless brotli is not named, or named with a weight of nothing. */
const takesBrotli = (encodings: string) => /(?:^|,)\s*br\s*(?:,|;(?!\s*q=0(?:\.0*)?\s*(?:,|$))|$)/i.test(encodings);

function readFiles(folder: string): Map<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    names.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length).replaceAll('\\', '/'), readFileSync(path)];
    }),
  );
}

/**
 * What the page may talk to: this server, and by TLS where people sign in and where large documents are put. On one machine both are other
 * ports of it, without TLS.
 */
function policyOf({ SIGN_IN_URL }: Env): string {
  const { protocol, hostname } = new URL(SIGN_IN_URL);
  const elsewhere = protocol === 'http:' && hostname === '127.0.0.1' ? 'http://127.0.0.1:*' : 'https:';
  // The reader of codes is WebAssembly; icons of the design system are data in its style sheet.
  return `default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data: blob:; connect-src 'self' ${elsewhere}; frame-ancestors 'none'`;
}

const answer =
  (policy: string) =>
  (
    statusCode: number,
    type: string,
    bytes: Buffer,
    caching: string,
    encoding?: string,
  ): APIGatewayProxyStructuredResultV2 => {
    const headers = {
      'content-type': type,
      'cache-control': caching,
      vary: 'accept-encoding',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': policy,
      ...(encoding !== undefined && { 'content-encoding': encoding }),
    };
    const isText = encoding === undefined && type !== 'application/wasm' && type !== 'application/octet-stream';
    const body = bytes.toString(isText ? 'utf8' : 'base64');
    return { statusCode, headers, body, isBase64Encoded: !isText };
  };
