import { join } from 'node:path';
import { writePrivately } from '../private-file.ts';
import { throughHub } from '../sandbox/nmvs/elsewhere.ts';
import { startNmvsSandbox } from '../sandbox/nmvs/sandbox.ts';
import { acme } from './facts.ts';

/** The country whose system is rehearsed with. */
export const nmvsCountry = 'DE';

const user = { clientLoginId: 'ACME', userId: 'ACME0001', password: 'rehearsal-only' };
const secret = 'rehearsal';
/** Long enough to see that the result comes later. */
const BULK_TAKES_MS = 1_500;

export interface NmvsOfDemo {
  /** What the tenant sets as its access. */
  readonly access: object;
  /** Where it is turned. */
  readonly controlUrl: string;
  stop(): Promise<void>;
}

/**
 * The NMVS of the demonstration, which finds at the Hub what was uploaded there. Its authority is made anew at every start, so the tenant's
 * secret is written at every start.
 */
export async function startNmvs(data: string, hubUrl: string): Promise<NmvsOfDemo> {
  const { clientLoginId, userId, password } = user;
  const nmvs = await startNmvsSandbox({
    country: nmvsCountry,
    users: { [`${clientLoginId}/${userId}`]: password },
    clientCertificates: true,
    bulkDelayMs: BULK_TAKES_MS,
    elsewhere: throughHub(hubUrl, acme.tenant),
    dataDir: join(data, 'sandboxes'),
  });
  const { certificate, key } = await nmvs.client(acme.tenant);
  const origins = [...Object.values(nmvs.services), nmvs.alertsUrl];
  const held = { password, origins, certificate, key, ca: nmvs.authority };
  await writePrivately(join(data, 'nmvs', acme.tenant, `${secret}.json`), `${JSON.stringify(held, null, 2)}\n`);
  const { services, alertsUrl, controlUrl } = nmvs;
  const access = { version: 'v5.0', services, alertsUrl, clientLoginId, userId, secret };
  return { access, controlUrl, stop: nmvs.close };
}
