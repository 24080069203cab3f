import { join } from 'node:path';
import { type Fault, faultPlan } from '../faults.ts';
import { serve } from '../serve.ts';
import { alertService } from './alert-service.ts';
import { bulkQueue } from './bulks.ts';
import { sandboxCertificates } from './certificates.ts';
import { type NmvsControl, nmvsControl } from './control.ts';
import { type Desk, newDesk } from './desk.ts';
import { serveTls } from './serve-tls.ts';
import { openTransactions } from './transactions.ts';
import { type Elsewhere, openWorld } from './world.ts';

export interface NmvsOptions {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Password of every user, by `<ClientLoginId>/<UserId>`. */
  readonly users: Readonly<Record<string, string>>;
  /** Ports of the services; those that are absent take any free one. */
  readonly ports?: Readonly<Partial<Record<Service | 'alerts', number>>>;
  /** Only clients with a certificate of the sandbox's own authority are let in. */
  readonly clientCertificates?: boolean;
  /** How long a bulk takes. */
  readonly bulkDelayMs?: number;
  readonly alertsPerPage?: number | undefined;
  /** Other markets. */
  readonly elsewhere?: Elsewhere;
  /** Where it remembers; without it, all is forgotten when it stops. */
  readonly dataDir?: string | undefined;
  /** Operations: codes as `G120`, `alerts`, `*`. */
  readonly faults?: readonly Fault[];
  readonly seed?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

type Service = 'single' | 'bulk' | 'mixed' | 'support';
const services = ['single', 'bulk', 'mixed', 'support'] as const;

export type NmvsSandbox = Awaited<ReturnType<typeof startNmvsSandbox>>;

/**
 * A national verification system: SOAP 1.2 over HTTPS with every operation, its own packs and rules, bulks whose results come later, alerts, a
 * clock that tests turn, and faults by plan.
 */
export async function startNmvsSandbox(options: NmvsOptions) {
  const { country, ports = {}, bulkDelayMs = 0, faults = [], seed = 1 } = options;
  const certificates = await sandboxCertificates();
  const control: NmvsControl = { aheadMs: 0, delayMs: bulkDelayMs, plan: faultPlan(faults, seed) };
  const now = () => (options.now ?? Date.now)() + control.aheadMs;
  const file = (what: string) => options.dataDir && join(options.dataDir, `nmvs-${country.toLowerCase()}${what}.jsonl`);
  const world = openWorld(file(''), country, options.elsewhere);
  const transactions = openTransactions(file('-transactions'));
  const bulks = bulkQueue(world, transactions, () => control.delayMs);
  const desk: Desk = newDesk({ world, bulks, transactions, users: options.users, now });
  const plan = (operation: string) => control.plan(operation);
  const tls = {
    cert: certificates.server.certificate,
    key: certificates.server.key,
    ca: certificates.authority,
    requestCert: options.clientCertificates === true,
    rejectUnauthorized: options.clientCertificates === true,
  };
  const operationOf = ({ body }: { body: string }) => /<\w+:(\w+?)Request[ >]/.exec(body)?.[1] ?? 'other';
  const open = (service: Service) =>
    serveTls({ port: ports[service] ?? 0, tls, operationOf, answer: desk.answer, faults: plan });
  const [single, bulk, mixed, support] = await Promise.all(services.map(open));
  const turn = nmvsControl(control, world);
  const alerts = await serveTls({
    port: ports.alerts ?? 0,
    tls,
    operationOf: ({ url }) => (url.startsWith('/v1/alerts') ? 'alerts' : 'sandbox'),
    answer: alertService(world, turn, options.alertsPerPage),
    faults: plan,
  });
  // Whoever turns it needs no certificate, and no fault is in the way.
  const knobs = await serve({
    port: 0,
    operationOf: () => 'other',
    answer: () => ({ status: 404 }),
    faults: () => undefined,
    control: turn,
  });
  const servers = [single, bulk, mixed, support, alerts, knobs].filter((one) => one !== undefined);
  return {
    services: {
      single: single?.url ?? '',
      bulk: bulk?.url ?? '',
      mixed: mixed?.url ?? '',
      support: support?.url ?? '',
    },
    alertsUrl: alerts.url,
    /** Where it is turned, over HTTP. */
    controlUrl: `${knobs.url}/v1/sandbox`,
    /** The authority to trust, PEM. */
    authority: certificates.authority,
    client: certificates.client,
    /** Packs that are uploaded to this country. `expiry` is YYMMDD. */
    load: (productCode: string, batch: string, expiry: string, serials: readonly string[]) =>
      world.take({ kind: 'batch', productCode, batch, expiry, serials: [...serials] }),
    recall: (productCode: string, batch: string) =>
      world.take({ kind: 'overlay', reason: 'RECALLED', productCode, batch }),
    withdraw: (productCode: string) => world.take({ kind: 'overlay', reason: 'WITHDRAWN', productCode, batch: '' }),
    stateOf: world.stateOf,
    alerts: () => world.alerts(0),
    /** How often each operation was carried out. */
    counted: desk.counted,
    close: async () => {
      await Promise.all(servers.map((one) => one.close()));
    },
  };
}
