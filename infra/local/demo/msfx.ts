import { join } from 'node:path';
import { writePrivately } from '../private-file.ts';
import { app, firms, products } from '../sandbox/msfx/rehearsal.ts';
import { startMsfxSandbox } from '../sandbox/msfx/sandbox.ts';
import { acme } from './facts.ts';
import { portOf } from './places.ts';

/** By which the owner acts there, of those that the sandbox knows. */
const SESSION = 'acme-session';
const secret = 'msfx-rehearsal';
/** Long enough to see that the result comes later. */
const ANSWERS_AFTER_MS = 1_500;

export interface MsfxOfDemo {
  /** What the tenant sets as its access. */
  readonly access: { readonly url: string; readonly secret: string; readonly rehearsal: true };
  readonly url: string;
  stop(): Promise<void>;
}

/** The Chinese platform of the demonstration. Its address is another at each start, so the tenant's secret is written at each. */
export async function startMsfx(data: string): Promise<MsfxOfDemo> {
  const msfx = await startMsfxSandbox({
    port: await portOf(data, 'msfx'),
    dataDir: join(data, 'sandboxes'),
    apps: [app],
    firms,
    products,
    answerDelayMs: ANSWERS_AFTER_MS,
  });
  const { url } = msfx;
  const held = { origins: [url], appKey: app.appKey, appSecret: app.appSecret, session: SESSION };
  await writePrivately(join(data, 'regulators', acme.tenant, `${secret}.json`), `${JSON.stringify(held, null, 2)}\n`);
  return { access: { url, secret, rehearsal: true }, url, stop: msfx.close };
}
