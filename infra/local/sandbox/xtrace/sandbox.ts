import { join } from 'node:path';
import type { Fault } from '../faults.ts';
import { type Asked, serve, type Told } from '../serve.ts';
import { type Pace, refused } from './called.ts';
import { type Control, controlOf, planOf } from './control.ts';
import { countries, type Participants } from './countries.ts';
import { orders } from './orders.ts';
import { reports } from './reports.ts';
import { openSystem } from './system.ts';
import { languageOf } from './texts.ts';
import { openTokens } from './tokens.ts';

export interface XtraceOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** By country. */
  readonly participants: Participants;
  /** Where the systems remember; without it, they forget when they stop. */
  readonly dataDir?: string | undefined;
  /** From an order to its codes, and from a report to its result. */
  readonly delayMs?: number;
  /** Operations: see `routes` below. */
  readonly faults?: readonly Fault[];
  readonly seed?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export type XtraceSandbox = Awaited<ReturnType<typeof startXtraceSandbox>>;

/** `*` stands for the last segment. */
const routes: Readonly<Record<string, string>> = {
  'POST api/users/authenticate': 'token',
  'POST api/orders': 'order',
  'GET api/orders': 'orders',
  'GET api/orders/sub-orders': 'sub-orders',
  'GET api/codes': 'codes',
  'GET api/codes/packs': 'packs',
  'POST api/order/close': 'close',
  'POST api/utilisation': 'utilisation',
  'GET api/utilisation/*': 'report',
  'POST public/api/v1/doc/aggregation': 'aggregation',
  'POST public/api/v1/doc/withdrawal': 'withdrawal',
  'GET public/api/v1/doc/storage/docs/*': 'document',
  'GET public/api/v1/doc/storage/errors/*': 'errors',
  'POST public/api/cod/private/codes': 'states',
};

function operationOf(method: string, [country = '', ...rest]: readonly string[]): string {
  if (!Object.hasOwn(countries, country)) return 'other';
  const path = rest.join('/');
  const last = [...rest.slice(0, -1), '*'].join('/');
  return routes[`${method} ${path}`] ?? routes[`${method} ${last}`] ?? 'other';
}

/**
 * The marking systems of Kazakhstan (IS MPT) and Uzbekistan (ASL BELGISI), each under a path of its own with books of its own: codes are ordered and paid for, fetched in
 * packs, and reported as used, packed, or withdrawn. Reports are taken in, and their results come later.
 */
export async function startXtraceSandbox(options: XtraceOptions) {
  const { participants, dataDir, delayMs = 0, faults = [], seed = 1 } = options;
  const control: Control = { aheadMs: 0, delayMs, plan: planOf(faults, seed) };
  const now = () => (options.now ?? Date.now)() + control.aheadMs;
  const system = openSystem(dataDir && join(dataDir, 'xtrace.jsonl'), participants, (aheadMs) => {
    control.aheadMs = aheadMs;
  });
  const pace: Pace = { now, delayMs: () => control.delayMs };
  const tokens = openTokens(now);
  const answers = new Map(Object.entries({ ...orders(system, pace), ...reports(system, pace) }));
  const answer = (asked: Asked): Told => {
    const [country = ''] = asked.path;
    const rules = countries[country];
    const language = languageOf(asked.headers['accept-language'], rules?.languages ?? ['en']);
    const operation = operationOf(asked.method, asked.path);
    if (rules === undefined || operation === 'other') return refused(404, 'NO_METHOD', language);
    // Whoever does not take anything as an answer gets none (public clients: [M]).
    if (!asked.headers.accept?.includes('*/*')) return { status: 406 };
    system.settle(now());
    const book = system.of(country);
    if (operation === 'token')
      return rules.login === 'password'
        ? tokens.answer(country, book.participants, asked, language)
        : refused(404, 'NO_METHOD', language);
    const who = tokens.whoIs(country, rules, book.participants, asked);
    if (who === undefined) return refused(401, 'NOT_LET_IN', language);
    return answers.get(operation)?.({ asked, country, rules, book, who, language }) ?? { status: 500 };
  };
  const server = await serve({
    port: options.port,
    operationOf,
    answer,
    faults: (operation) => control.plan(operation),
    control: controlOf(control, system, now),
  });
  const settled = (country: string) => {
    system.settle(now());
    return system.of(country);
  };
  return {
    ...server,
    /** @param name GTIN and serial */
    pack: (country: string, name: string) => settled(country).packs.get(name),
    /** @param code an SSCC, or GTIN and serial of a group as in its code */
    unit: (country: string, code: string) => settled(country).units.get(code),
    balance: (country: string, tin: string) => settled(country).balances.get(tin),
  };
}
