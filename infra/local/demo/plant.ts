import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Client } from './client.ts';
import { acme, packright } from './facts.ts';
import { configured, type Worker } from './staff.ts';
import { startReady } from './start-ready.ts';
import { wholeSite } from './whole-site.ts';

export interface PlantNeeds {
  readonly root: string;
  readonly data: string;
  readonly url: string;
  readonly mqttPort: number;
  /** 0: any free port. */
  readonly hmiPort: number;
  /** Cartons a minute. */
  readonly speed: number;
  readonly site: Client;
  /** Who works at the line. */
  readonly staff: readonly Worker[];
  /** Lines of other makers, a warehouse and a folder for orders, too. */
  readonly isWhole: boolean;
  readonly thing: { readonly ca: string; readonly certificate: string; readonly key: string };
}

export interface Plant {
  /** The page of the plant's operator, as its agent says; without a slash at the end. */
  readonly hmiUrl: string;
  /** The page by which something is made to go wrong at the simulated devices, likewise. */
  readonly devicesUrl: string;
  stop(): Promise<void>;
}

const readyShape = v.object({
  ready: v.literal(true),
  lines: v.array(v.object({ printer: v.number(), reader: v.number(), plc: v.number() })),
  status: v.number(),
});

const READY_MS = 30_000;
/** An agent whose cloud was killed lets the packs on the line out before it lets go of its database and port. */
const PREDECESSOR_MS = 15_000;

/**
 * Every 12th carton has voids in its print and every 24th pale ink, on average. Error correction saves most of them; about one carton in
 * thirty is rejected: enough to see in a small batch, and far from stopping the line.
 */
const SPOILED = { seed: 20_261, faults: { voidRate: 1 / 12, contrastRate: 1 / 24 } };

/** The simulated devices and the agent that drives them, in processes of their own. Rejects, with the reason, when one does not start. */
export async function startPlant(needs: PlantNeeds): Promise<Plant> {
  const folder = join(needs.data, 'plant');
  const logs = join(needs.data, 'logs');
  for (const one of [folder, logs]) mkdirSync(one, { recursive: true });
  const devices = await startDevices(needs, folder, logs);
  try {
    const agent = await startAgent(needs, folder, logs, devices.ports);
    return {
      hmiUrl: agent.hmiUrl,
      devicesUrl: `http://127.0.0.1:${devices.status}`,
      stop: async () => {
        await agent.stop();
        await devices.stop();
      },
    };
  } catch (error) {
    await devices.stop();
    throw error;
  }
}

interface Ports {
  readonly printer: number;
  readonly reader: number;
  readonly plc: number;
}

async function startDevices({ root, speed }: PlantNeeds, folder: string, logs: string) {
  const config = join(folder, 'devices.json');
  const describe = (ports: Ports, status: number) =>
    writeFileSync(
      config,
      JSON.stringify({
        host: '127.0.0.1',
        status,
        seed: SPOILED.seed,
        cartonsPerMinute: speed,
        faults: SPOILED.faults,
        lines: [{ ...ports, pictures: join(folder, 'pictures') }],
      }),
    );
  describe({ printer: 0, reader: 0, plc: 0 }, 0);
  const { ready, stop } = await startReady({
    name: 'the simulated devices',
    script: join(root, 'edge-agent/devices/simulated/main.ts'),
    config,
    log: join(logs, 'devices.log'),
    readyMs: READY_MS,
    readyIn: (line) => {
      const said = v.safeParse(readyShape, tryJson(line));
      return said.success ? said.output : undefined;
    },
  });
  const [ports] = ready.lines;
  if (ports === undefined) throw new Error('the devices named no line');
  // Devices that are started again must come back at the address the agent knows.
  describe(ports, ready.status);
  return { ports, status: ready.status, stop };
}

/** As a site's agent is started: edge-agent/heap-flags.ts */
const AGENT_HEAP = '--initial-old-space-size=512 --max-semi-space-size=8';

async function startAgent(needs: PlantNeeds, folder: string, logs: string, ports: Ports) {
  const config = join(folder, 'agent.json');
  const describe = async (hmiPort: number) => {
    // The port beside the page's, so that it is the same at each start.
    const besides = needs.isWhole ? await wholeSite(folder, hmiPort === 0 ? 0 : hmiPort + 1) : {};
    const whole = { ...configOf({ ...needs, hmiPort }, folder, ports), ...besides };
    writeFileSync(config, JSON.stringify(whole, null, 2), { mode: 0o600 });
  };
  await describe(needs.hmiPort);
  const { ready: url, stop } = await startReady({
    name: "the plant's agent",
    script: join(needs.root, 'edge-agent/main.ts'),
    flags: AGENT_HEAP.split(' '),
    config,
    log: join(logs, 'agent.log'),
    readyMs: READY_MS,
    secondChanceMs: PREDECESSOR_MS,
    readyIn: (line) => /^agent ready (http:\S+)$/.exec(line)?.[1],
  });
  // So must the agent: the port it was given to choose is from now on its own.
  await describe(Number(new URL(url).port));
  return { hmiUrl: url.replace(/\/$/, ''), stop };
}

function configOf(needs: PlantNeeds, folder: string, ports: Ports) {
  const at = (port: number) => ({ host: '127.0.0.1', port });
  return {
    tenant: packright.tenant,
    site: packright.site,
    gln: packright.profile.gln,
    owners: [acme.tenant],
    lines: [
      {
        line: packright.line,
        printer: at(ports.printer),
        reader: at(ports.reader),
        plc: at(ports.plc),
        pictures: { folder: join(folder, 'pictures') },
        designSpeed: needs.speed,
        readPoint: packright.readPoint,
        bizLocation: packright.location,
      },
    ],
    data: join(folder, 'data'),
    api: needs.url,
    clientId: needs.site.clientId,
    clientSecret: needs.site.clientSecret,
    mqtt: { host: '127.0.0.1', port: needs.mqttPort, ...needs.thing, thing: packright.site },
    hmiPort: needs.hmiPort,
    people: configured(needs.staff),
    packsWithoutRecipe: true,
  };
}

function tryJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
