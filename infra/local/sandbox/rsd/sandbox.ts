import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { clockOf, turner } from '../control.ts';
import { type FaultPlan, faultPlan, type Fault as Misbehaviour, playable, playedAnywhere } from '../faults.ts';
import { forgetPacks } from '../forget-packs.ts';
import { openJournal } from '../journal.ts';
import { type Entry, newWorld, readEntry, type Stakeholder } from '../owned-world.ts';
import { type Asked, type Sandbox, serve, type Told } from '../serve.ts';
import { stateCode } from './codes.ts';
import { answerTo } from './desk.ts';
import { Fault } from './read-request.ts';
import { listServices, services } from './services.ts';
import { fault, response, unauthorized } from './write-soap.ts';

export interface RsdOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Where it remembers; without it, all is forgotten when it stops. */
  readonly dataDir?: string | undefined;
  readonly stakeholders: readonly Stakeholder[];
  /** How long an answer takes; it can be turned later. */
  readonly delayMs?: number;
  /** Operations: services by their names. */
  readonly faults?: readonly Misbehaviour[];
  readonly seed?: number;
  /** Milliseconds since 1970; a test may turn it. */
  readonly now?: () => number;
}

export interface RsdSandbox extends Sandbox {
  /** What CheckStatus says of a pack to a stakeholder. */
  readonly stateOf: (gln: string, gtin: string, serial: string) => string;
  /** How many lists were taken by a service's act, whoever told them. */
  readonly told: (act: string) => number;
}

const plays = Object.fromEntries(
  services.map((one) => [one, one in listServices ? [...playedAnywhere, 'wrong-id' as const] : playedAnywhere]),
);

const xml = { 'content-type': 'text/xml; charset=utf-8' };

/** RSD of Saudi Arabia: SOAP 1.1 with a name and password in every call, answered at once, pack by pack. */
export async function startRsdSandbox(options: RsdOptions): Promise<RsdSandbox> {
  const { port, dataDir, stakeholders, delayMs = 0, faults = [], seed = 1 } = options;
  const plan = faultPlan(playable(faults, plays), seed);
  const control: { aheadMs: number; delayMs: number; plan: FaultPlan } = { aheadMs: 0, delayMs, plan };
  const now = () => (options.now ?? Date.now)() + control.aheadMs;
  const journal = openJournal(dataDir && join(dataDir, 'rsd.jsonl'), readEntry);
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

  const answer = async ({ method, path, headers, body, fault: struck }: Asked): Promise<Told> => {
    const [, service = '', again] = path;
    const isThere = method === 'POST' && path[0] === 'ws' && path.length === 3 && service === again;
    if (!isThere || !services.includes(service)) return { status: 404, text: '<html><body>404</body></html>' };
    const who = letIn(headers.authorization, stakeholders);
    if (who === undefined) return { status: 401, text: unauthorized, headers: { 'content-type': 'text/html' } };
    if (control.delayMs > 0) await pause(control.delayMs);
    try {
      const text = response(service, answerTo(taking, stakeholders, who, service, body.toString('utf8')));
      const told = struck?.kind === 'wrong-id' ? text.replace(/<SN>[^<]*<\/SN>/, '<SN>OTHER</SN>') : text;
      return { status: 200, text: told, headers: xml };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return { status: 500, text: fault(service, error.code), headers: xml };
    }
  };
  const clock = clockOf(control, (aheadMs) => take({ kind: 'clock', at: now(), aheadMs }));
  const sandbox = await serve({
    port,
    operationOf: (_, path) => path[1] ?? 'other',
    answer,
    faults: (operation) => control.plan(operation),
    control: turner(control, plays, { clock, forget: forgetPacks(world, take, now) }),
  });
  return {
    ...sandbox,
    stateOf: (gln, gtin, serial) => stateCode(world.packs.get({ gtin, serial }), gln),
    told: (act) => [...world.told.values()].filter((one) => one.act === act).length,
  };
}

/** The GLN of who calls (RFC 7617 §2); `undefined` for a wrong name or password. */
function letIn(authorization: string | undefined, stakeholders: readonly Stakeholder[]): string | undefined {
  const [, token = ''] = /^Basic ([A-Za-z0-9+/]+={0,2})$/.exec(authorization ?? '') ?? [];
  const said = Buffer.from(token, 'base64').toString('utf8');
  return stakeholders.find(({ username, password }) => said === `${username}:${password}`)?.gln;
}
