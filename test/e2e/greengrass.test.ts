import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { lineMessage } from '#shared/messages/agent-to-cloud.ts';
import type { SimulatedLine } from '../../edge-agent/devices/simulated/line.ts';
import { recipe } from '../../edge-agent/greengrass/recipe.ts';
import { bodyText } from '../../edge-agent/outbox/pack-body.ts';
import { openDatabase } from '../../edge-agent/store/database.ts';
import { anOrder, assign, storesOf } from '../../edge-agent/testing/builders.ts';
import { Nucleus } from '../kit/nucleus/stand-in.ts';
import { startTestLine } from '../kit/simulated-line.ts';
import { temporaryFolder } from '../kit/temporary-folder.ts';
import { unzip } from '../kit/unzip.ts';

const CARTONS = 48;
const SECRET = 'seriate/sites/plant/agent';
const CAPTURE = 'seriate/packright/plant/line-1/capture';
const ACK = 'seriate/packright/plant/line-1/ack';
const home = temporaryFolder();
const work = join(home.path, 'work');
const artifact = join(home.path, 'agent');

let line: SimulatedLine;
let nucleus: Nucleus;
let component: ChildProcess;
const said: string[] = [];

const eventList = v.object({
  epcisBody: v.object({
    eventList: v.array(
      v.looseObject({
        type: v.string(),
        bizStep: v.optional(v.string()),
        epcList: v.optional(v.array(v.string()), []),
      }),
    ),
  }),
});

/** Messages that the repository has, by their sequence: one that comes again is the same. */
const kept = new Map<number, v.InferOutput<typeof lineMessage>>();
const until = (look: () => void, timeout = 20_000) => vi.waitFor(look, { timeout, interval: 20 });

const [manifest] = recipe({
  runtime: 'nucleus',
  version: '0.1.0',
  builds: [{ architecture: 'amd64', artifact: 's3://bucket/agent.zip', folder: 'agent' }],
  node: process.execPath,
}).Manifests;

/** A script of the recipe as the nucleus runs it, by the shell. */
function script(step: 'install' | 'run' | 'shutdown'): string[] {
  const { Script = 'exit 1' } = manifest?.Lifecycle[step] ?? {};
  return ['-c', Script.replaceAll('{artifacts:decompressedPath}', home.path)];
}

/** Starts the component as the nucleus does: in its work path, with nothing but the artifact and the two variables. */
async function start(): Promise<string> {
  component = spawn('sh', script('run'), {
    cwd: work,
    env: { PATH: process.env['PATH'], ...nucleus.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { stdout, stderr } = component;
  if (stdout === null || stderr === null) throw new Error('it has no output');
  createInterface({ input: stderr }).on('line', (text) => said.push(text));
  const ready = Promise.withResolvers<string>();
  createInterface({ input: stdout }).on('line', (text) => ready.resolve(/^agent ready (\S+)/.exec(text)?.[1] ?? ''));
  component.once('exit', () => ready.reject(new Error(said.slice(-5).join('\n'))));
  ready.promise.catch(() => undefined);
  return ready.promise;
}

async function kill(signal: NodeJS.Signals): Promise<void> {
  const gone = once(component, 'exit');
  component.kill(signal);
  await gone;
}

beforeAll(async () => {
  mkdirSync(work);
  const zip = join(home.path, 'agent.zip');
  execFileSync(process.execPath, [resolve('infra/agent/main.ts'), '--out', zip]);
  unzip(zip, artifact);
  line = await startTestLine({}, { cartonsPerMinute: 600 });
  const db = openDatabase(join(work, 'data'));
  assign(storesOf(db), anOrder({ quantity: CARTONS }));
  db.close();
  const at = (port: number) => ({ host: '127.0.0.1', port });
  const site = {
    tenant: 'packright',
    site: 'plant',
    gln: '9521234000013',
    owners: ['acme-pharma'],
    lines: [
      {
        line: 'line-1',
        printer: at(line.ports.printer),
        reader: at(line.ports.reader),
        plc: at(line.ports.plc),
        readPoint: 'urn:epc:id:sgln:9521234.00001.1',
        bizLocation: 'urn:epc:id:sgln:9521234.00001.0',
      },
    ],
    // The WAN's other half: no orders come, and none are needed.
    api: 'http://127.0.0.1:9',
    clientId: 'site',
    hmiPort: 0,
  };
  writeFileSync(join(work, 'site.json'), JSON.stringify(site));
  nucleus = new Nucleus({
    socket: join(home.path, 'ipc'),
    configuration: { file: 'site.json', agent: { clientSecret: { $secret: SECRET }, gatherMs: 0 }, accessControl: {} },
    secrets: { [SECRET]: 'hidden' },
  });
  await nucleus.start();
  nucleus.onPublish = (topic, body) => {
    if (topic !== CAPTURE) return;
    const message = v.parse(lineMessage, JSON.parse(bodyText(body)));
    kept.set(message.sequence, message);
    nucleus.push(ACK, JSON.stringify({ captured: [message.sequence], refused: [] }));
  };
}, 120_000);

afterAll(async () => {
  if (component?.exitCode === null) await kill('SIGKILL');
  await nucleus?.stop();
  await line?.close();
  home.remove();
});

describe('the packaged component under a nucleus', () => {
  test('finds in its zip whatever a core needs, and says so', () => {
    const told = execFileSync('sh', script('install'), { cwd: home.path });
    expect(String(told)).toMatch(/^the agent runs on Node \d+.* linux-/);
  });

  test('packs a batch by IPC, is not updated in the middle of it, and killed in the middle of it loses nothing', async () => {
    const url = await start();
    await until(() => expect(nucleus.states).toEqual(['RUNNING']));
    expect(await (await fetch(new URL('/status', url))).json()).toMatchObject({ outbox: { via: 'greengrass' } });
    // The component brings the operator's page along.
    expect(await (await fetch(url)).text()).toContain('<script type="module"');
    await until(() => expect(kept.size).toBeGreaterThanOrEqual(2));
    expect(await nucleus.announceUpdate()).toMatchObject({ message: 'a batch runs on line-1', recheckAfterMs: 60_000 });

    nucleus.publishing = 'spool-full';
    const before = kept.size;
    await until(() => expect(said.some((one) => one.includes('"spool-full"'))).toBe(true));
    await kill('SIGKILL');
    expect(kept.size).toBe(before);
    nucleus.publishing = 'well';
    await start();
    nucleus.drop();

    await until(() => expect([...kept.values()].some(({ kind }) => kind === 'lot-report')).toBe(true), 30_000);
    await vi.waitFor(async () => expect(await nucleus.announceUpdate()).toMatchObject({ recheckAfterMs: 0 }), 10_000);
    const gone = once(component, 'exit');
    await once(spawn('sh', script('shutdown'), { cwd: work, stdio: 'ignore' }), 'exit');
    expect(await gone).toEqual([0, null]);
    expect(existsSync(join(work, 'agent.pid'))).toBe(false);

    const sequences = [...kept.keys()].sort((a, b) => a - b);
    const [first = 0] = sequences;
    expect(sequences).toEqual(sequences.map((_, index) => first + index));
    const events = [...kept.values()].flatMap((message) =>
      message.kind === 'epcis' ? v.parse(eventList, message.document).epcisBody.eventList : [],
    );
    const commissioned = events
      .filter(({ bizStep }) => bizStep === 'commissioning')
      .flatMap(({ epcList }) => epcList)
      .filter((epc) => /sgtin|\/01\//.test(epc));
    expect(new Set(commissioned).size).toBe(commissioned.length);
    const [report] = [...kept.values()].flatMap((message) => (message.kind === 'lot-report' ? [message.report] : []));
    expect(report).toMatchObject({ printed: CARTONS, commissioned: commissioned.length, unaccounted: 0 });
    const db = openDatabase(join(work, 'data'));
    const { outbox, batches } = storesOf(db);
    expect([outbox.depth(), batches.get(1).state]).toEqual([0, 'reported']);
    db.close();
  }, 60_000);
});
