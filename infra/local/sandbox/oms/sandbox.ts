import { type Turned, turner } from '../control.ts';
import { type Fault, type FaultPlan, faultPlan, playable, playedAnywhere } from '../faults.ts';
import { forms } from '../mdlp/documents/simple-types.ts';
import type { MdlpFeed } from '../mdlp/feed.ts';
import { signatureProblem } from '../mdlp/signature/check-signature.ts';
import { type Asked, type Sandbox, serve, type Told } from '../serve.ts';
import { refused } from './answers.ts';
import { openDesk } from './desk.ts';
import { type Answer, orders } from './orders.ts';
import { reports } from './reports.ts';

/** A participant's station. */
export interface Station {
  /** A GUID. */
  readonly omsId: string;
  readonly clientToken: string;
  /** Whose it is: `system_subject_id` among the register's subjects. */
  readonly systemId: string;
}

export interface OmsOptions {
  /** 0 takes any free one. */
  readonly port: number;
  readonly stations: readonly Station[];
  /** The register that documents go to, and whose clock is this station's. */
  readonly register: MdlpFeed;
  readonly dataDir?: string | undefined;
  /** From an order to its codes, and from a report to the register. */
  readonly delayMs?: number;
  readonly strictSignatures?: boolean;
  /** Operations: see `routes` below. */
  readonly faults?: readonly Fault[];
  readonly seed?: number;
}

const routes: Readonly<Record<string, string>> = {
  'GET ping': 'ping',
  'POST order': 'order',
  'GET order/list': 'list',
  'GET order/status': 'status',
  'GET buffer/status': 'status',
  'GET codes': 'codes',
  'GET order/codes/blocks': 'blocks',
  'GET order/codes/retry': 'retry',
  'POST order/close': 'close',
  'POST utilisation': 'utilisation',
  'POST dropout': 'dropout',
  'POST aggregation': 'aggregation',
  'GET report/info': 'report',
  'POST receipts/receipt/search': 'receipts',
};
const plays = Object.fromEntries(Object.values(routes).map((operation) => [operation, playedAnywhere]));

const operationOf = (method: string, [api, version, ...rest]: readonly string[]): string =>
  (api === 'api' && version === 'v3' && routes[`${method} ${rest.join('/')}`]) || 'other';

/**
 * The order station (OMS): codes are ordered, fetched in blocks and reported as used or not. Its clock is the register's; what happens to codes comes
 * to the register as documents 10300, 10305, 10311 and 10319.
 *
 * @throws when a station has no GUID, or belongs to nobody whom the register knows
 */
export async function startOmsSandbox(options: OmsOptions): Promise<Sandbox> {
  const { stations, register, delayMs = 0, faults = [], seed = 1, strictSignatures: isStrict = false } = options;
  for (const { omsId, systemId } of stations) {
    if (!forms.guid(omsId)) throw new Error(`station ${omsId} is no GUID, as documents name it`);
    if (!register.isSubject(systemId))
      throw new Error(`station ${omsId} belongs to ${systemId}, whom the register does not know`);
  }
  const control: Turned & { delayMs: number; plan: FaultPlan } = {
    delayMs,
    plan: faultPlan(playable(faults, plays), seed),
  };
  const ownerOf = (omsId: string) => stations.find((one) => one.omsId === omsId)?.systemId ?? '';
  const desk = openDesk({ dataDir: options.dataDir, register, ownerOf });
  const pace = { now: register.now, delayMs: () => control.delayMs };
  const answers = new Map<string, Answer>(
    Object.entries({
      ping: (_: Asked, omsId: string) => ({ status: 200, body: { omsId } }),
      ...orders(desk, pace),
      ...reports(desk, { ...pace, register, ownerOf }),
    }),
  );
  const answer = (asked: Asked): Told => {
    const { method, path, query, headers, body } = asked;
    desk.settle(register.now());
    const told = answers.get(operationOf(method, path));
    if (told === undefined) return refused(404, 'no such method');
    const station = stations.find(({ omsId }) => omsId === query.get('omsId'));
    if (station === undefined) return refused(400, 'omsId names no station');
    if (headers['clienttoken'] !== station.clientToken)
      return refused(401, 'header clientToken is not that of the station');
    const signature = String(headers['x-signature'] ?? '');
    const isSigned = method === 'POST' && path.at(-1) !== 'search';
    const problem = isSigned ? signatureProblem(signature, body, { isStrict, certificates: [] }) : undefined;
    return problem === undefined ? told(asked, station.omsId) : refused(400, `X-Signature: ${problem}`);
  };
  return serve({
    port: options.port,
    operationOf,
    answer,
    faults: (operation) => control.plan(operation),
    control: turner(control, plays),
  });
}
