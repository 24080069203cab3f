import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** In the agent's bundle the built page lies beside it; in a checkout it is what `npm run build` writes. */
const places = [join(import.meta.dirname, 'page'), join(import.meta.dirname, '../../.build/hmi')];

/** Where the built page is; undefined where nobody has built it yet. */
export const builtPage = (): string | undefined => places.find((place) => existsSync(join(place, 'index.html')));

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Its own scripts, styles, letters and pictures, and nothing from elsewhere; no page may show it within itself. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A file of the page as it is served. */
export interface PageFile {
  readonly status: number;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * A file of the page. The agent works where the page was not built: it then tells what to run.
 *
 * @param pathname `/` for the page itself, `/assets/<name>` for what belongs to it
 * @param folder what `builtPage` says
 * @returns undefined when the page has no such file
 */
export async function pageFile(pathname: string, folder: string | undefined): Promise<PageFile | undefined> {
  if (folder === undefined) return pathname === '/' ? notBuilt() : undefined;
  const [, name] = /^\/assets\/([\w-][\w.-]*)$/.exec(pathname) ?? [];
  if (name === undefined && pathname !== '/') return undefined;
  const path = name === undefined ? join(folder, 'index.html') : join(folder, 'assets', name);
  const body = await readFile(path).catch(() => undefined);
  const type = types[extname(path)];
  if (body === undefined || type === undefined) return undefined;
  // The names of assets change with what is in them.
  const keeping = name === undefined ? 'no-cache' : 'public, max-age=31536000, immutable';
  const headers = { 'content-type': type, 'cache-control': keeping, 'x-content-type-options': 'nosniff' };
  return { status: 200, body, headers: { ...headers, 'content-security-policy': POLICY } };
}

function notBuilt(): PageFile {
  const words =
    'The page of the line was not built. Run: npm run build\n\nThe API is here all the same: docs/line.md\n';
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  return { status: 503, body: Buffer.from(words), headers };
}
