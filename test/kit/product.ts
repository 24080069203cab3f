import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { freePort } from './free-port.ts';

/** The product as a person starts it: `npm start -- …`, in a process of its own, so that it can be killed. */
export interface Product {
  readonly url: string;
  readonly hmiUrl: string;
  readonly mqttPort: number;
  readonly pid: number;
  readonly output: readonly string[];
  /** Resolves with the first line, past or to come, that fits; rejects when the process ends without one. */
  line(pattern: RegExp): Promise<string>;
  /** Exit code, or null when a signal ended it. */
  readonly ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Bearer token of the tenant's client with that role. */
  token(tenant: string, role?: string): Promise<string>;
  fetch(path: string, init?: RequestInit & { tenant?: string; role?: string }): Promise<Response>;
}

const credentialsShape = v.object({
  clients: v.array(
    // Those that were made while it ran are of no tenant that the file knows.
    v.object({
      tenant: v.optional(v.string()),
      role: v.optional(v.string()),
      clientId: v.string(),
      clientSecret: v.string(),
    }),
  ),
});
const tokenShape = v.object({ access_token: v.string() });

/** Starts it on free ports over `data`, with more variables in its environment. Resolves once it says that it is ready. */
export async function startProduct(
  data: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Product> {
  const [port, mqttPort, hmiPort] = await Promise.all([freePort(), freePort(), freePort()]);
  const ports = ['--port', `${port}`, '--mqtt-port', `${mqttPort}`, '--hmi-port', `${hmiPort}`];
  // Tests ask faster than people and machines do.
  const rate = ['--rate', '100000'];
  const child = spawn(process.execPath, ['infra/local/main.ts', '--data', data, ...ports, ...rate, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  const output: string[] = [];
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      output.push(line);
      for (const look of waiting) look();
    });
  const ended = once(child, 'close').then(() => child.exitCode);
  const line = (pattern: RegExp) => firstLine(output, waiting, ended, pattern);
  await line(/^seriate ready /);
  const url = `http://127.0.0.1:${port}`;
  const token = tokens(url, data);
  return {
    url,
    hmiUrl: `http://127.0.0.1:${hmiPort}`,
    mqttPort,
    pid: child.pid ?? 0,
    output,
    line,
    ended,
    kill: (signal) => killed(child, signal),
    token,
    fetch: async (path, { tenant = 'acme-pharma', role = 'administrator', ...init } = {}) => {
      const headers = new Headers(init.headers);
      if (!headers.has('authorization')) headers.set('authorization', `Bearer ${await token(tenant, role)}`);
      return fetch(`${url}${path}`, { ...init, headers, signal: AbortSignal.timeout(60_000) });
    },
  };
}

function firstLine(
  output: string[],
  waiting: Set<() => void>,
  ended: Promise<unknown>,
  pattern: RegExp,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const found = output.find((one) => pattern.test(one));
      if (found === undefined) return;
      waiting.delete(look);
      resolve(found);
    };
    waiting.add(look);
    look();
    void ended.then(() => reject(new Error(`ended without ${pattern}:\n${output.slice(-40).join('\n')}`)));
  });
}

async function killed(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

function tokens(url: string, data: string) {
  const known = new Map<string, Promise<string>>();
  const ask = async (tenant: string, role: string) => {
    const { clients } = v.parse(credentialsShape, JSON.parse(readFileSync(join(data, 'credentials.json'), 'utf8')));
    const client = clients.find((one) => one.tenant === tenant && one.role === role);
    if (client === undefined) throw new Error(`no client of ${tenant} with role ${role}`);
    const basic = Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64');
    const body = new URLSearchParams({ grant_type: 'client_credentials' });
    const answer = await fetch(`${url}/oauth2/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body,
    });
    return v.parse(tokenShape, await answer.json()).access_token;
  };
  return (tenant: string, role = 'administrator') => {
    const name = `${tenant} ${role}`;
    const token = known.get(name) ?? ask(tenant, role);
    known.set(name, token);
    return token;
  };
}
