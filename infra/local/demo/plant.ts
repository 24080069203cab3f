import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Client } from './client.ts';
import { acme, packright } from './facts.ts';
import { type Supervised, supervise } from './supervise.ts';

export interface PlantNeeds {
  readonly root: string;
  readonly data: string;
  readonly url: string;
  readonly mqttPort: number;
  readonly hmiPort: number;
  /** Cartons a minute. */
  readonly speed: number;
  readonly site: Client;
  readonly thing: { readonly ca: string; readonly certificate: string; readonly key: string };
}

export interface Plant {
  /** Where the world of the simulators tells what physically happened. */
  readonly ledgerUrl: string;
  stop(): Promise<void>;
}

const readyShape = v.object({
  ready: v.literal(true),
  lines: v.array(v.object({ printer: v.number(), reader: v.number(), plc: v.number() })),
  status: v.number(),
});

const READY_MS = 30_000;

/** Every 40th carton has a spoiled print, on average: enough to see rejects in a small batch, and far from stopping the line. */
const SPOILED = { voidRate: 1 / 40, seed: 20_261 };

/** The simulated devices and the agent that drives them, in processes of their own. */
export async function startPlant(needs: PlantNeeds): Promise<Plant> {
  const folder = join(needs.data, 'plant');
  const logs = join(needs.data, 'logs');
  for (const one of [folder, logs]) mkdirSync(one, { recursive: true });
  const devices = await startDevices(needs, folder, logs);
  const agentConfig = join(folder, 'agent.json');
  writeFileSync(agentConfig, JSON.stringify(configOf(needs, folder, devices.ports), null, 2), { mode: 0o600 });
  const agent = supervise(join(needs.root, 'edge-agent/main.ts'), agentConfig, join(logs, 'agent.log'), () => {});
  return {
    ledgerUrl: `http://127.0.0.1:${devices.status}/ledger`,
    stop: async () => {
      await agent.stop();
      await devices.process.stop();
    },
  };
}

async function startDevices({ root, speed }: PlantNeeds, folder: string, logs: string) {
  const config = join(folder, 'devices.json');
  const describe = (ports: { printer: number; reader: number; plc: number }, status: number) =>
    writeFileSync(
      config,
      JSON.stringify({
        host: '127.0.0.1',
        status,
        seed: SPOILED.seed,
        cartonsPerMinute: speed,
        faults: { voidRate: SPOILED.voidRate },
        lines: [ports],
      }),
    );
  describe({ printer: 0, reader: 0, plc: 0 }, 0);
  let process: Supervised | undefined;
  const ready = await new Promise<v.InferOutput<typeof readyShape>>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the devices did not start; see ${logs}/devices.log`)), READY_MS);
    process = supervise(
      join(root, 'edge-agent/devices/simulated/main.ts'),
      config,
      join(logs, 'devices.log'),
      (line) => {
        const said = v.safeParse(readyShape, tryJson(line));
        if (!said.success) return;
        clearTimeout(late);
        resolve(said.output);
      },
    );
  });
  const [ports] = ready.lines;
  if (ports === undefined || process === undefined) throw new Error('the devices named no line');
  // Devices that are started again must come back at the address the agent knows.
  describe(ports, ready.status);
  return { process, ports, status: ready.status };
}

function configOf(needs: PlantNeeds, folder: string, ports: { printer: number; reader: number; plc: number }) {
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
  };
}

function tryJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
