import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Calls the API as one machine client, as an ERP system would. */
export interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
}

interface Credentials {
  clients: { tenant: string; role: string; clientId: string; clientSecret: string }[];
}

/** What the API answered when it did not do what was asked. */
export class Answered extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const WAIT_MS = 30_000;

/** A client for the tenant and role, from the credentials file of the data directory. */
export function clientOf(url: string, data: string, tenant: string, role: string): Client {
  const credentials: Credentials = JSON.parse(readFileSync(join(data, 'credentials.json'), 'utf8'));
  const found = credentials.clients.find((one) => one.tenant === tenant && one.role === role);
  if (found === undefined) throw new Error(`credentials.json names no client of ${tenant} with role ${role}`);
  const { clientId, clientSecret } = found;
  let token: { value: string; until: number } | undefined;
  const bearer = async () => {
    if (token === undefined || token.until < Date.now()) token = await fetchToken(url, clientId, clientSecret);
    return token.value;
  };
  return {
    clientId,
    clientSecret,
    call: async (method, path, body) => {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${await bearer()}`, 'content-type': 'application/json' },
        signal: AbortSignal.timeout(WAIT_MS),
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const answer = { status: response.status, body: text === '' ? undefined : parse(text) };
      if (response.status >= 400)
        throw new Answered(response.status, `${method} ${path} answered ${response.status}: ${text}`);
      return answer;
    },
  };
}

async function fetchToken(url: string, clientId: string, clientSecret: string) {
  const response = await fetch(`${url}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
    signal: AbortSignal.timeout(WAIT_MS),
  });
  if (!response.ok)
    throw new Answered(response.status, `POST /oauth2/token answered ${response.status}: ${await response.text()}`);
  const answer: { access_token: string; expires_in: number } = JSON.parse(await response.text());
  return { value: answer.access_token, until: Date.now() + (answer.expires_in - 60) * 1000 };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
