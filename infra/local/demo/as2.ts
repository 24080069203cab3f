import { join } from 'node:path';
import { startAs2Sandbox } from '../sandbox/as2/sandbox.ts';
import { type Place, portOf } from './places.ts';

/** Its name in `Place`. */
const SANDBOX = 'as2-partner';

/** A partner that speaks AS2: any tenant may name it as one of its own. */
export async function startAs2(data: string): Promise<{ readonly place: Place; stop(): Promise<void> }> {
  const sandbox = await startAs2Sandbox({
    port: await portOf(data, SANDBOX),
    dataDir: join(data, 'sandboxes', SANDBOX),
  });
  const as2 = { id: sandbox.id, certificates: [sandbox.certificate] };
  const place = { sandbox: SANDBOX, url: { url: sandbox.url, as2 }, control: `${sandbox.url}/v1/sandbox` };
  return { place, stop: () => sandbox.close() };
}
