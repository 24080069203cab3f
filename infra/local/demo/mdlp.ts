import { join } from 'node:path';
import { issueAuthority } from '../iot/issue-certificate.ts';
import { writePrivately } from '../private-file.ts';
import { distributor, holder, importer, station } from '../sandbox/mdlp/rehearsal.ts';
import { startMdlpSandbox } from '../sandbox/mdlp/sandbox.ts';
import { startOmsSandbox } from '../sandbox/oms/sandbox.ts';
import { acme } from './facts.ts';
import { portOf } from './places.ts';

const secret = 'mdlp-rehearsal';
/** For orders of codes, and for reports of them. */
const omsSecret = 'oms-rehearsal';
/** Long enough to see that the result comes later. */
const ANSWERS_AFTER_MS = 1_500;
const DAY_MS = 86_400_000;

export interface MdlpOfDemo {
  /** What the tenant sets as its access. */
  readonly access: { readonly url: string; readonly secret: string; readonly rehearsal: true };
  readonly url: string;
  readonly omsUrl: string;
  stop(): Promise<void>;
}

/**
 * The Russian operator of the demonstration, and its order station. The owner's certificate is made anew at each start, and so is its secret; those who
 * are on the other side sign in by password.
 */
export async function startMdlp(data: string): Promise<MdlpOfDemo> {
  const dataDir = join(data, 'sandboxes');
  const [user = { userId: '' }] = holder.users;
  const now = Date.now();
  const signing = await issueAuthority(holder.name, {
    notBefore: new Date(now - DAY_MS),
    notAfter: new Date(now + 366 * DAY_MS),
  });
  const owner = { ...holder, users: [{ ...user, certificate: signing.certificate }] };
  const mdlp = await startMdlpSandbox({
    ...{ port: await portOf(data, 'mdlp'), dataDir, delayMs: ANSWERS_AFTER_MS },
    subjects: [owner, importer, distributor],
  });
  const { url } = mdlp;
  const oms = await startOmsSandbox({
    ...{
      port: await portOf(data, 'oms'),
      dataDir,
      delayMs: ANSWERS_AFTER_MS,
      stations: [station],
      register: mdlp.feed,
    },
  });
  const { clientId, clientSecret } = holder;
  const held = { origins: [url], clientId, clientSecret, userId: user.userId, signature: { form: 'cms', ...signing } };
  await writeSecret(join(data, 'regulators', acme.tenant, `${secret}.json`), held);
  const { omsId, clientToken } = station;
  const orders = { clientToken, origin: oms.url, ...signing };
  await writeSecret(join(data, 'issuers', acme.tenant, `${omsSecret}.json`), orders);
  const reports = { origins: [oms.url], omsId, clientToken, signature: { form: 'cms', ...signing } };
  await writeSecret(join(data, 'regulators', acme.tenant, `${omsSecret}.json`), reports);
  await writeSecret(join(data, 'mdlp', 'rehearsal.json'), { subjects: [holder, importer, distributor], station });
  return {
    access: { url, secret, rehearsal: true },
    url,
    omsUrl: oms.url,
    stop: async () => {
      await Promise.all([mdlp.close(), oms.close()]);
    },
  };
}

const writeSecret = (file: string, held: object) => writePrivately(file, `${JSON.stringify(held, null, 2)}\n`);
