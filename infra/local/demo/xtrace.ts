import { join } from 'node:path';
import { writePrivately } from '../private-file.ts';
import { participants } from '../sandbox/xtrace/rehearsal.ts';
import { startXtraceSandbox } from '../sandbox/xtrace/sandbox.ts';
import { acme } from './facts.ts';
import { type Place, placeOf, portOf } from './places.ts';

/** Long enough to see that the result comes later. */
const ANSWERS_AFTER_MS = 1_500;

export interface XtraceOfDemo {
  /** What the tenant sets as its access, by market. */
  readonly accesses: Readonly<Record<string, object>>;
  readonly place: Place;
  stop(): Promise<void>;
}

/**
 * The marking systems of Kazakhstan and Uzbekistan, one address with a path for each. It is another at each start, so the tenant's secrets are written at each: one for orders of
 * codes, and one for reports of them.
 */
export async function startXtrace(data: string): Promise<XtraceOfDemo> {
  const port = await portOf(data, 'xtrace');
  const common = { port, dataDir: join(data, 'sandboxes'), delayMs: ANSWERS_AFTER_MS };
  const { url, close } = await startXtraceSandbox({ ...common, participants });
  const [kz] = participants['kz'] ?? [];
  const [uz] = participants['uz'] ?? [];
  const accessTo = async (market: string, name: string, proof: object) => {
    const secret = `${name}-rehearsal`;
    await write(join(data, 'regulators', acme.tenant, `${secret}.json`), { origins: [url], ...proof });
    await write(join(data, 'issuers', acme.tenant, `${secret}.json`), { origin: url, ...proof });
    return { url: `${url}/${market}`, secret, rehearsal: true };
  };
  return {
    accesses: {
      kz: await accessTo('kz', 'mpt', { username: kz?.login, password: kz?.password }),
      uz: await accessTo('uz', 'asl', { token: uz?.apiKey }),
    },
    place: placeOf('xtrace', url),
    stop: close,
  };
}

const write = (file: string, held: object) => writePrivately(file, `${JSON.stringify(held, null, 2)}\n`);
