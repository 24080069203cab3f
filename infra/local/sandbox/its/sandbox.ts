import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { clockOf, turner } from '../control.ts';
import { type Fault, type FaultPlan, faultPlan, playable, playedAnywhere } from '../faults.ts';
import { forgetPacks } from '../forget-packs.ts';
import { openJournal } from '../journal.ts';
import { type Entry, newWorld, readEntry, type Stakeholder } from '../owned-world.ts';
import { stateCode } from '../rsd/codes.ts';
import { type Asked, type Sandbox, serve, type Told } from '../serve.ts';
import { answerTo } from './desk.ts';
import { Problem } from './problem.ts';
import { readLogin } from './read-body.ts';
import { listServices, serviceAt, services } from './services.ts';

export interface ItsOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Where it remembers; without it, all is forgotten when it stops. */
  readonly dataDir?: string | undefined;
  readonly stakeholders: readonly Stakeholder[];
  /** How long a token is taken, in milliseconds: half an hour when absent. */
  readonly tokenLifeMs?: number;
  /** How long an answer takes; it can be turned later. */
  readonly delayMs?: number;
  /** Operations: services by their names. */
  readonly faults?: readonly Fault[];
  readonly seed?: number;
  /** Milliseconds since 1970; a test may turn it. */
  readonly now?: () => number;
}

export interface ItsSandbox extends Sandbox {
  /** What check_status says of a pack to a stakeholder. */
  readonly stateOf: (gln: string, gtin: string, serial: string) => string;
  /** How many lists were taken by a service's act, whoever told them. */
  readonly told: (act: string) => number;
  /** Files of packages, oldest first, in base64. */
  readonly packages: () => string[];
}

const plays = Object.fromEntries(
  services.map((one) => [one, one in listServices ? [...playedAnywhere, 'wrong-id' as const] : playedAnywhere]),
);

/** ITS of Turkey, with PTS beside it: JSON with a bearer token, answered at once, pack by pack. */
export async function startItsSandbox(options: ItsOptions): Promise<ItsSandbox> {
  const { port, dataDir, stakeholders, tokenLifeMs = 1_800_000, delayMs = 0, faults = [], seed = 1 } = options;
  const plan = faultPlan(playable(faults, plays), seed);
  const control: { aheadMs: number; delayMs: number; plan: FaultPlan } = { aheadMs: 0, delayMs, plan };
  const now = () => (options.now ?? Date.now)() + control.aheadMs;
  const journal = openJournal(dataDir && join(dataDir, 'its.jsonl'), readEntry);
  const world = newWorld();
  for (const entry of journal.before) {
    world.apply(entry);
    if (entry.kind === 'clock') control.aheadMs = entry.aheadMs;
  }
  const take = (entry: Entry) => {
    journal.append(entry);
    if (entry.kind === 'told')
      world.told.set(entry.id, entry); // its packs were moved one by one
    else world.apply(entry);
  };
  const taking = { world, take, now, isKnown: (gln: string) => stakeholders.some((one) => one.gln === gln) };
  const tokens = tokenBook(stakeholders, now, tokenLifeMs);

  const answer = async ({ method, path, headers, body, fault }: Asked): Promise<Told> => {
    const service = method === 'POST' ? serviceAt(path) : undefined;
    if (service === undefined) return { status: 404, text: '<html><body>404</body></html>' };
    try {
      const token = service === 'token' ? tokens.give(readLogin(body)) : undefined;
      if (token !== undefined) return { status: 200, body: { token } };
      const who = tokens.holderOf(headers.authorization);
      if (who === undefined) return { status: 401, text: '<html><body>401</body></html>' };
      if (control.delayMs > 0) await pause(control.delayMs);
      const text = JSON.stringify(answerTo(taking, who, service, body));
      return { status: 200, text: fault?.kind === 'wrong-id' ? text.replace(/"sn":"[^"]*"/, '"sn":"OTHER"') : text };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { status: 400, body: { code: error.code, message: error.message } };
    }
  };
  const clock = clockOf(control, (aheadMs) => take({ kind: 'clock', at: now(), aheadMs }));
  const sandbox = await serve({
    port,
    operationOf: (_, path) => serviceAt(path) ?? 'other',
    answer,
    faults: (operation) => control.plan(operation),
    control: turner(control, plays, { clock, forget: forgetPacks(world, take, now) }),
  });
  return {
    ...sandbox,
    stateOf: (gln, gtin, serial) => stateCode(world.packs.get({ gtin, serial }), gln),
    told: (act) => [...world.told.values()].filter((one) => one.act === act).length,
    packages: () => [...world.parcels.values()].map(({ file }) => file),
  };
}

/** Tokens that were given, and for how long each is taken. */
function tokenBook(stakeholders: readonly Stakeholder[], now: () => number, lifeMs: number) {
  const given = new Map<string, { readonly gln: string; readonly until: number }>();
  return {
    /** A token; `undefined` for a wrong name or password. */
    give: ({ username, password }: { readonly username: string; readonly password: string }): string | undefined => {
      const found = stakeholders.find((one) => one.username === username && one.password === password);
      if (found === undefined) return undefined;
      const token = createHash('sha256').update(`${found.gln} ${given.size}`).digest('hex').slice(0, 32);
      given.set(token, { gln: found.gln, until: now() + lifeMs });
      return token;
    },
    holderOf: (authorization = ''): string | undefined => {
      const found = given.get(authorization.replace(/^Bearer /, ''));
      return found !== undefined && found.until > now() ? found.gln : undefined;
    },
  };
}
