import { join } from 'node:path';
import type { Fault } from '../faults.ts';
import { sandboxCertificates } from '../nmvs/certificates.ts';
import { type Asked, serve, type Told } from '../serve.ts';
import { planOf, type SncmControl, sncmControl } from './control.ts';
import { newDesk } from './desk.ts';
import { openInbox } from './inbox.ts';

export interface SncmOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Where it remembers; without it, all is forgotten when it stops. */
  readonly dataDir?: string | undefined;
  /** From a message to the results of its events. */
  readonly answerDelayMs?: number;
  /** The certificate (PEM) that each declarant signs with, by CNPJ. Absent: messages need no signature, and anybody may declare. */
  readonly signers?: Readonly<Record<string, string>>;
  /** HTTPS, to clients with a certificate of the sandbox's own authority alone; absent: HTTP. */
  readonly clientCertificates?: boolean;
  /** Operations: `event-in`, `event-out`, `*`. */
  readonly faults?: readonly Fault[];
  readonly seed?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export type SncmSandbox = Awaited<ReturnType<typeof startSncmSandbox>>;

const operationOf = (_: string, [service = '', version = '']: readonly string[]) => {
  if (version !== '1.0.0') return 'other';
  return { EventInService: 'event-in', EventOutService: 'event-out' }[service] ?? 'other';
};

/**
 * The national system of medicine control of Brazil as it was planned (message set 1.00, duty repealed): SOAP 1.2, its own schema and signature check, results that come
 * later, packs with who has them, a clock that tests turn, and faults by plan.
 */
export async function startSncmSandbox(options: SncmOptions) {
  const { dataDir, answerDelayMs = 0, faults = [], seed = 1, clientCertificates = false } = options;
  const signers = new Map(Object.entries(options.signers ?? {}));
  const alone = { seconds: 0, calls: 0 };
  const control: SncmControl = { aheadMs: 0, delayMs: answerDelayMs, plan: planOf(faults, seed), alone };
  const now = () => (options.now ?? Date.now)() + control.aheadMs;
  const inbox = openInbox(dataDir && join(dataDir, 'sncm.jsonl'), (aheadMs) => {
    control.aheadMs = aheadMs;
  });
  const desk = newDesk({ inbox, control, signers, now });
  const answer = ({ method, path, body, fault }: Asked): Told => {
    const operation = operationOf(method, path);
    if (method !== 'POST' || (operation !== 'event-in' && operation !== 'event-out')) return { status: 404 };
    const { status, xml } = desk.answer(operation, body.toString('utf8'), fault);
    return { status, text: xml, headers: { 'content-type': 'application/soap+xml; charset=utf-8' } };
  };
  const certificates = clientCertificates ? await sandboxCertificates('Seriate SNCM sandbox') : undefined;
  const tls = certificates && {
    cert: certificates.server.certificate,
    key: certificates.server.key,
    ca: certificates.authority,
    requestCert: true,
    rejectUnauthorized: true,
  };
  const turn = sncmControl(control, inbox.take, now);
  const plan = (operation: string) => control.plan(operation);
  const server = await serve({ port: options.port, tls, operationOf, answer, faults: plan, control: turn });
  // Whoever turns it needs no certificate, and no fault is in the way.
  const knobs =
    certificates &&
    (await serve({
      port: 0,
      operationOf: () => 'other',
      answer: () => ({ status: 404 }),
      faults: () => undefined,
      control: turn,
    }));
  return {
    url: server.url,
    controlUrl: `${(knobs ?? server).url}/v1/sandbox`,
    /** The authority to trust, PEM; absent over HTTP. */
    authority: certificates?.authority,
    /** Issues a certificate by which a client makes itself known. */
    client: (name: string) =>
      certificates?.client(name) ?? Promise.reject(new Error('over HTTP nobody shows a certificate')),
    /** From now on a declarant has to sign, with that certificate (PEM). @param cnpj 14 digits */
    trust: (cnpj: string, certificate: string) => void signers.set(cnpj, certificate),
    /** Where a pack is and what happened to it last. */
    pack: (gtin: string, serial: string) => {
      inbox.settle(now());
      return inbox.pack(gtin, serial);
    },
    close: async () => {
      await Promise.all([server.close(), knobs?.close()]);
    },
  };
}
