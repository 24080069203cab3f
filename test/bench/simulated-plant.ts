import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import * as v from 'valibot';

const port = v.number();
const ready = v.object({ lines: v.array(v.object({ printer: port, reader: port, plc: port })), status: port });
const ledger = v.object({
  lines: v.array(
    v.object({
      cartons: v.array(v.object({ fate: v.string(), read: v.optional(v.string()), verdict: v.optional(v.string()) })),
    }),
  ),
});
export type Ports = v.InferOutput<typeof ready>['lines'][number];

/** Lines in a process of their own. */
export interface SimulatedPlant {
  readonly lines: readonly Ports[];
  /** Cartons that came to their gate, and those among them that were read and whose verdict was not there in time. */
  passed(): Promise<{ cartons: number; late: number }>;
  close(): Promise<void>;
}

/** Starts so many lines in a process of their own, as `npm run simulate` does. */
export async function startPlant(folder: string, lines: number, cartonsPerMinute: number): Promise<SimulatedPlant> {
  const file = `${folder}/plant.json`;
  writeFileSync(file, JSON.stringify({ cartonsPerMinute, lines: Array.from({ length: lines }, () => ({})) }));
  const script = new URL('../../edge-agent/devices/simulated/main.ts', import.meta.url).pathname;
  const child: ChildProcess = spawn(process.execPath, [script, '--config', file], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  if (child.stdout === null) throw new Error('the plant says nothing');
  const [line] = await once(createInterface(child.stdout), 'line');
  const plant = v.parse(ready, JSON.parse(String(line)));
  return {
    lines: plant.lines,
    passed: async () => {
      const answer = await fetch(`http://127.0.0.1:${plant.status}/ledger`);
      const cartons = v.parse(ledger, await answer.json()).lines.flatMap((one) => one.cartons);
      const read = cartons.filter((one) => one.fate !== 'in zone' && one.read !== undefined);
      return { cartons: read.length, late: read.filter(({ verdict }) => verdict === undefined).length };
    },
    close: async () => {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}
