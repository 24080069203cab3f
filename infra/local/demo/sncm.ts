import { join } from 'node:path';
import { writePrivately } from '../private-file.ts';
import { startSncmSandbox } from '../sandbox/sncm/sandbox.ts';
import { acme } from './facts.ts';
import type { Place } from './places.ts';
import { portOf } from './places.ts';

const secret = 'sncm-rehearsal';
/** Long enough to see that the result comes later. */
const ANSWERS_AFTER_MS = 1_500;

export interface SncmOfDemo {
  readonly place: Place;
  stop(): Promise<void>;
}

/**
 * The Brazilian system whose duty was repealed, for whoever asks for it (`--sncm`). The owner's certificate, by which it connects and signs, is made anew at every start, and so is its secret. Nobody
 * is pointed at it: without an access nothing is planned for it.
 */
export async function startSncm(data: string): Promise<SncmOfDemo> {
  const sncm = await startSncmSandbox({
    ...{ port: await portOf(data, 'sncm'), dataDir: join(data, 'sandboxes'), answerDelayMs: ANSWERS_AFTER_MS },
    clientCertificates: true,
  });
  const { certificate, key } = await sncm.client(acme.tenant);
  sncm.trust(acme.profile.registrations.cnpj, certificate);
  const signature = { form: 'raw', key, certificate };
  const held = { origins: [sncm.url], certificate, key, ca: sncm.authority, signature };
  await writePrivately(join(data, 'regulators', acme.tenant, `${secret}.json`), `${JSON.stringify(held, null, 2)}\n`);
  return { place: { sandbox: 'sncm', url: sncm.url, control: sncm.controlUrl }, stop: sncm.close };
}
