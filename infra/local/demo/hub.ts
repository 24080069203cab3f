import { join } from 'node:path';
import { writePrivately } from '../private-file.ts';
import { client, glns, gtins, parties } from '../sandbox/hub/rehearsal.ts';
import { startHubSandbox } from '../sandbox/hub/sandbox.ts';
import { startPortalSandbox } from '../sandbox/portal/sandbox.ts';
import { acme } from './facts.ts';
import { type Place, placeOf, portOf } from './places.ts';

const secret = 'hub-rehearsal';
/** Long enough to see that the status comes later. */
const ANSWERS_AFTER_MS = 1_500;

export interface HubsOfDemo {
  /** What the tenant sets as its access, by market. */
  readonly accesses: Readonly<Record<string, object>>;
  readonly places: readonly Place[];
  stop(): Promise<void>;
}

/**
 * The EPCIS hubs and portals of the demonstration, each one address with a path for each country. It is another at each start, so the tenant's secret is
 * written at each.
 */
export async function startHubs(data: string): Promise<HubsOfDemo> {
  const common = { dataDir: join(data, 'sandboxes'), answerDelayMs: ANSWERS_AFTER_MS, glns, gtins };
  const hub = await startHubSandbox({ ...common, port: await portOf(data, 'hub'), clients: [client] });
  const portal = await startPortalSandbox({ ...common, port: await portOf(data, 'portal'), parties });
  const held = { origins: [hub.url], tokenUrl: `${hub.url}/token`, ...client };
  await writePrivately(join(data, 'regulators', acme.tenant, `${secret}.json`), `${JSON.stringify(held, null, 2)}\n`);
  const atPortal = (market: string) => ({ url: `${portal.url}/${market}`, rehearsal: true });
  const atHub = (market: string) => ({ url: `${hub.url}/${market}`, secret, rehearsal: true });
  return {
    accesses: {
      ae: atHub('ae'),
      bh: atHub('bh'),
      jo: atHub('jo'),
      eg: atPortal('eg'),
      kr: atPortal('kr'),
      in: atPortal('in'),
    },
    places: [placeOf('hub', hub.url), placeOf('portal', portal.url)],
    stop: async () => {
      await Promise.all([hub.close(), portal.close()]);
    },
  };
}
