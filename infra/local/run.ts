import { join, resolve } from 'node:path';
import { build } from './build.ts';
import { openDataDirectory } from './data-directory.ts';
import { Answered, type Client, clientOf } from './demo/client.ts';
import { acme, clients, medico, packright, plantPeople, quality, users } from './demo/facts.ts';
import { packBatch } from './demo/pack.ts';
import { patient } from './demo/patient.ts';
import { type Person, personOf } from './demo/person.ts';
import { startPlant } from './demo/plant.ts';
import { progress } from './demo/progress.ts';
import { allIsWell, type Result, resultOf, tableOf } from './demo/result.ts';
import { startSandboxes } from './demo/sandboxes.ts';
import { seed } from './demo/seed.ts';
import { seedSite } from './demo/seed-site.ts';
import { operatorOf, staffOf, type Worker } from './demo/staff.ts';
import { verifyForeignPack, verifyOnePack } from './demo/verify.ts';
import { siteInWords } from './demo/whole-site.ts';
import type { Options } from './options.ts';
import { startCloud } from './start-cloud.ts';
import { whenFree } from './when-free.ts';

/** Longer than a cloud that is told to stop takes to finish what it has in hand. */
const LET_GO_MS = 20_000;

const root = resolve(import.meta.dirname, '../..');

/** How the program speaks to the person who started it. */
export interface Voice {
  readonly say: (line: string) => void;
  /** What needs a person. */
  readonly warn: (line: string) => void;
}

export interface Running {
  /** The batch's result, once it is finished; undefined without a plant. Rejects when the batch cannot be finished. */
  readonly finished: Promise<{ result: Result; well: boolean } | undefined>;
  stop(): Promise<void>;
}

/** Brings the whole product up on this machine and, unless told otherwise, packs a batch through it. */
export async function run(options: Options, voice: Voice, begun: number): Promise<Running> {
  const { say } = voice;
  const data = resolve(options.data);
  const { release } = await whenFree(() => openDataDirectory(data, options.fresh), LET_GO_MS, voice.warn);
  const toStop: (() => Promise<void>)[] = [async () => release()];
  const stop = async () => {
    for (const one of toStop.splice(0).reverse()) await one();
  };
  try {
    say('building (the first time takes half a minute)');
    const assembly = await build(root);
    const sandboxes = await startSandboxes(data, say, options);
    toStop.push(sandboxes.stop);
    const cloud = await startCloud({
      assembly,
      data,
      port: options.port,
      mqttPort: options.mqttPort,
      hasten: options.hasten,
      parameters: (url) => ({
        RegulatorUrls: JSON.stringify({ eu: sandboxes.euHubUrl }),
        Outbound: 'loopback',
        Sandboxes: JSON.stringify(sandboxes.places),
        SignInUrl: url,
        PublicUrl: url,
        ...rates(options),
      }),
      clients,
      users: [...users, ...plantPeople],
    });
    toStop.push(() => cloud.close());
    const admin = (tenant: string) => clientOf(cloud.url, data, tenant, 'administrator');
    const owner = admin(acme.tenant);
    const quinn = personOf(cloud.url, data, quality.username);
    const admins = { acme: owner, packright: admin(packright.tenant), medico: admin(medico.tenant) };
    const seeded = await seed(admins, quinn, sandboxes).catch(ofTheirOwn(options, voice));
    if (seeded !== undefined) sandboxes.trust(seeded);
    if (seeded !== undefined && options.site) await seedSite(admins);
    say(`seriate ready ${cloud.url}`);
    if (!options.line || seeded === undefined) return { finished: Promise.resolve(undefined), stop };

    const staff = staffOf(data, packright.site);
    const plant = await beginPlant(options, cloud, { data, staff, say });
    toStop.push(plant.stop);
    const giveUp = new AbortController();
    const finished = finish(options, {
      owner,
      signer: quinn,
      data,
      url: cloud.url,
      hmiUrl: plant.hmiUrl,
      operator: operatorOf(staff),
      signal: giveUp.signal,
      begun,
      ...voice,
    });
    // What it has in hand ends before what it asks is stopped.
    toStop.push(() => finished.then(done, done));
    toStop.push(async () => giveUp.abort());
    return { finished, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Cloud = Awaited<ReturnType<typeof startCloud>>;
interface PlantOf extends Pick<Voice, 'say'> {
  readonly data: string;
  readonly staff: readonly Worker[];
}

async function beginPlant(options: Options, cloud: Cloud, { data, staff, say }: PlantOf) {
  const { hmiPort, speed, site: isWhole } = options;
  const plant = await startPlant({
    ...{ root, data, staff, hmiPort, speed, isWhole },
    url: cloud.url,
    mqttPort: cloud.mqttPort,
    site: clientOf(cloud.url, data, packright.tenant, 'site'),
    thing: await cloud.registerThing(packright.site, packright.tenant),
  });
  say(`the line's page ${plant.hmiUrl}/ · make something go wrong at its devices ${plant.devicesUrl}/`);
  if (isWhole) for (const line of siteInWords(join(data, 'plant'), plant.hmiUrl)) say(line);
  return plant;
}

const rates = ({ rate }: Options) => ({ TenantRate: String(rate), TenantBurst: String(5 * rate) });

const done = () => {};

/**
 * People may have shut out the demonstration's clients, or changed what it needs: that ends the demonstration, and nothing else. With `--exit` there is
 * nothing else.
 */
const ofTheirOwn =
  (options: Options, { warn }: Voice) =>
  (error: unknown) => {
    if (options.exit || !(error instanceof Answered) || error.status >= 500) throw error;
    warn(`no demonstration: ${error.message}`);
    warn(
      'its clients, people or master data were changed; all else runs, without a plant. --fresh begins a new demonstration',
    );
    return undefined;
  };

/** With nobody at the plant, an alarm that has stood so long will stand for ever. */
const NOBODY_COMES_MS = 30_000;

interface FinishNeeds extends Voice {
  readonly owner: Client;
  readonly signer: Person;
  readonly data: string;
  readonly url: string;
  readonly hmiUrl: string;
  readonly operator: Worker;
  readonly signal: AbortSignal;
  readonly begun: number;
}

async function finish(options: Options, needs: FinishNeeds) {
  const { owner, signer, data, url, hmiUrl, operator, signal, say, warn, begun } = needs;
  const { lot, deliveries } = await packBatch({
    owner,
    signer,
    progress: progress(options.json, say),
    hmiUrl,
    operator,
    units: options.units,
    standsMs: options.exit ? NOBODY_COMES_MS : Number.POSITIVE_INFINITY,
    signal,
    say,
    warn,
  });
  const result = resultOf(lot, deliveries, (Date.now() - begun) / 1000);
  const wholesaler = clientOf(url, data, medico.tenant, 'partner-api');
  const genuine = await patient(() => verifyOnePack(owner, wholesaler, lot), { signal });
  say(tableOf(result, lot.report?.rejects ?? {}));
  say(`verification for ${medico.tenant}: one pack of the lot is ${genuine ? 'genuine' : 'NOT verified'}`);
  const foreign = await verifyForeignPack(clientOf(url, data, medico.tenant, 'administrator'));
  say(`verification by ${medico.tenant}: a pack of another manufacturer is ${foreign}`);
  say(
    `console ${url}/ · operator ${hmiUrl}/ · sign-in names and passwords in ${join(options.data, 'credentials.json')}`,
  );
  return { result, well: genuine && allIsWell(result) };
}
