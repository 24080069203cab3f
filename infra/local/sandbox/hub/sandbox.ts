import { join } from 'node:path';
import type { Fault } from '../faults.ts';
import { type Asked, serve, type Told } from '../serve.ts';
import { type HubControl, hubControl, planOf } from './control.ts';
import { hubs } from './countries.ts';
import { openInbox } from './inbox.ts';
import { answersOf, refused } from './messages.ts';
import { type Client, openTokens } from './tokens.ts';

export interface HubOptions {
  /** 0 takes any free one. */
  readonly port: number;
  readonly clients: readonly Client[];
  /** Places and products that every hub knows from the start; more are registered by control. */
  readonly glns?: readonly string[];
  readonly gtins?: readonly string[];
  /** Where the hubs remember; without it, they forget when they stop. */
  readonly dataDir?: string | undefined;
  /** From receipt to status. */
  readonly answerDelayMs?: number;
  /** Operations: `token`, `message`, `status`, `request`. */
  readonly faults?: readonly Fault[];
  readonly seed?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export type HubSandbox = Awaited<ReturnType<typeof startHubSandbox>>;

/** `POST /token`, and of each country `POST /<hub>/v1/epcis/messages`, `GET …/receipts/<messageId>`, `GET …/requests/<instance>`. */
function operationOf(method: string, [hub = '', version, epcis, what = '', ...rest]: readonly string[]): string {
  if (method === 'POST' && hub === 'token' && version === undefined) return 'token';
  if (!Object.hasOwn(hubs, hub) || version !== 'v1' || epcis !== 'epcis') return 'other';
  if (method === 'POST' && what === 'messages' && rest.length === 0) return 'message';
  if (method !== 'GET' || rest.length !== 1) return 'other';
  return { receipts: 'status', requests: 'request' }[what] ?? 'other';
}

/** The EPCIS hubs of countries that have one, with a book for each: whole messages are taken or refused, and their status comes later. */
export async function startHubSandbox(options: HubOptions) {
  const { clients, glns = [], gtins = [], dataDir, answerDelayMs = 0, faults = [], seed = 1 } = options;
  const control: HubControl = { aheadMs: 0, delayMs: answerDelayMs, plan: planOf(faults, seed) };
  const now = () => (options.now ?? Date.now)() + control.aheadMs;
  const inbox = openInbox(dataDir && join(dataDir, 'hub.jsonl'), (aheadMs) => {
    control.aheadMs = aheadMs;
  });
  for (const hub of Object.keys(hubs))
    inbox.take({ kind: 'register', at: now(), hub, glns: [...glns], gtins: [...gtins] });
  const tokens = openTokens(clients, now);
  const answers = answersOf(inbox, control, now);
  const answer = (asked: Asked): Told => {
    const operation = operationOf(asked.method, asked.path);
    if (operation === 'token') return tokens.answer(asked);
    const client = tokens.clientOf(asked);
    if (client === undefined) return refused(401, 'CLIENT', 'no token that holds');
    inbox.settle(now());
    const [hub = ''] = asked.path;
    if (operation === 'message') return answers.message(asked, hub, client);
    if (operation === 'status') return answers.status(asked, hub, client);
    if (operation === 'request') return answers.request(asked, hub, client);
    return refused(404, 'PATH', 'no such operation');
  };
  const server = await serve({
    port: options.port,
    operationOf,
    answer,
    faults: (operation) => control.plan(operation),
    control: hubControl(control, inbox, now),
  });
  return {
    ...server,
    /** Where a pack or container is. @param code `<GTIN>.<serial>` or an SSCC */
    unit: (hub: string, code: string) => {
      inbox.settle(now());
      return inbox.unit(hub, code);
    },
    /** @param lot `<GTIN>/<lot>` */
    isRecalled: (hub: string, lot: string) => {
      inbox.settle(now());
      return inbox.isRecalled(hub, lot);
    },
  };
}
