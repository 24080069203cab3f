import type { Request } from './http.ts';

/** The address by which a caller reached us, without a path: what it is told to call next begins with it. */
export function originOf({ headers }: Pick<Request, 'headers'>): string {
  const host = headers['host'] ?? 'localhost';
  // The gateway speaks TLS alone, and says so; one machine speaks plain HTTP to itself.
  const scheme = headers['x-forwarded-proto'] ?? (/^(localhost|127\.0\.0\.1)(:|$)/.test(host) ? 'http' : 'https');
  return `${scheme}://${host}`;
}
