import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Env } from './env.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Serves the built console. Only files that lay in the bundle at start are known, so no path can lead elsewhere. */
export function serveFile(folder: string, env: Env): (path: string) => APIGatewayProxyStructuredResultV2 {
  const files = readFiles(folder);
  const settings = JSON.stringify({ clientId: env.CONSOLE_CLIENT_ID, signInUrl: env.SIGN_IN_URL });
  const respond = answer(policyOf(env));
  return (path) => {
    if (path === '/console.json') return respond(200, 'application/json', settings, 'no-store');
    const name = path === '/' ? '/index.html' : path;
    const body = files.get(name);
    if (body === undefined) return respond(404, 'text/plain', `no such page: ${name}`, 'no-store');
    // Asset names carry a hash of their content, the page itself does not.
    const caching = name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    return respond(200, types[extname(name)] ?? 'application/octet-stream', body, caching);
  };
}

function readFiles(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    names.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length).replaceAll('\\', '/'), readFileSync(path, 'utf8')];
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
  return `default-src 'self'; connect-src 'self' ${elsewhere}; frame-ancestors 'none'`;
}

const answer =
  (policy: string) =>
  (statusCode: number, type: string, body: string, caching: string): APIGatewayProxyStructuredResultV2 => {
    const headers = {
      'content-type': type,
      'cache-control': caching,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': policy,
    };
    return { statusCode, headers, body };
  };
