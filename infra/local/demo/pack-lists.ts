import { join } from 'node:path';
import { writePrivately } from '../private-file.ts';
import { itsStakeholders } from '../sandbox/its/rehearsal.ts';
import { startItsSandbox } from '../sandbox/its/sandbox.ts';
import { rsdStakeholders } from '../sandbox/rsd/rehearsal.ts';
import { startRsdSandbox } from '../sandbox/rsd/sandbox.ts';
import { acme } from './facts.ts';
import { type Place, placeOf, portOf } from './places.ts';

/** Long enough to be seen: both answer at once. */
const ANSWERS_AFTER_MS = 300;

export interface PackListsOfDemo {
  /** What the tenant sets as its access, by market. */
  readonly accesses: Readonly<Record<string, object>>;
  readonly places: readonly Place[];
  stop(): Promise<void>;
}

/** RSD of Saudi Arabia and ITS of Turkey. Their addresses are others at each start, so the tenant's secrets are written at each. */
export async function startPackLists(data: string): Promise<PackListsOfDemo> {
  const common = { dataDir: join(data, 'sandboxes'), delayMs: ANSWERS_AFTER_MS };
  const rsd = await startRsdSandbox({ ...common, port: await portOf(data, 'rsd'), stakeholders: rsdStakeholders });
  const its = await startItsSandbox({ ...common, port: await portOf(data, 'its'), stakeholders: itsStakeholders });
  const accessTo = async (name: string, url: string) => {
    const [{ username = '', password = '' } = {}] = rsdStakeholders.filter(({ gln }) => gln === acme.profile.gln);
    const secret = `${name}-rehearsal`;
    const file = join(data, 'regulators', acme.tenant, `${secret}.json`);
    await writePrivately(file, `${JSON.stringify({ origins: [url], username, password }, null, 2)}\n`);
    return { url, secret, rehearsal: true };
  };
  return {
    accesses: { sa: await accessTo('rsd', rsd.url), tr: await accessTo('its', its.url) },
    places: [placeOf('rsd', rsd.url), placeOf('its', its.url)],
    stop: async () => {
      await Promise.all([rsd.close(), its.close()]);
    },
  };
}
