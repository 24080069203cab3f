import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { tokenOf } from './person.ts';

const client = v.object({ tenant: v.string(), role: v.string(), clientId: v.string(), clientSecret: v.string() });
const credentials = v.object({ clients: v.array(client) });
const answer = v.object({ access_token: v.string() });

/**
 * Prints an access token of somebody in `credentials.json`, for commands typed by hand: `npx node infra/local/demo/token.ts WHO [--url URL] [--data DIR]`, WHO being a
 * person's user name, who has proved who he is just now and may sign for some minutes, or `tenant/role` of a machine client.
 */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      url: { type: 'string', default: 'http://127.0.0.1:4000' },
      data: { type: 'string', default: '.seriate' },
    },
  });
  const [who] = positionals;
  if (who === undefined) throw new Error('expected a user name, or tenant/role of a machine client');
  const { url, data } = values;
  process.stdout.write(`${await (who.includes('@') ? tokenOf(url, data, who) : machineToken(url, data, who))}\n`);
}

async function machineToken(url: string, data: string, who: string): Promise<string> {
  const { clients } = v.parse(credentials, JSON.parse(readFileSync(join(data, 'credentials.json'), 'utf8')));
  const one = clients.find(({ tenant, role }) => `${tenant}/${role}` === who);
  if (one === undefined) throw new Error(`credentials.json names no client ${who}`);
  const body = new URLSearchParams({ grant_type: 'client_credentials', scope: 'seriate/read seriate/write' });
  const authorization = `Basic ${Buffer.from(`${one.clientId}:${one.clientSecret}`).toString('base64')}`;
  const told = await fetch(`${url}/oauth2/token`, { method: 'POST', headers: { authorization }, body });
  if (!told.ok) throw new Error(`POST /oauth2/token answered ${told.status}: ${await told.text()}`);
  return v.parse(answer, await told.json()).access_token;
}

main().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exit(2);
});
