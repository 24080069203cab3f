import { writeFile } from 'node:fs/promises';
import { openCameraApart } from './camera-apart.ts';
import type { SimulationConfig } from './config.ts';
import { type SimulatedLine, startLine } from './line.ts';
import type { Listening } from './listener.ts';
import { SimulatedScanner } from './scanner.ts';
import { ledgerOf, serveStatus } from './status-server.ts';

/** A plant's worth of simulated lines, running. */
export interface Simulation {
  readonly lines: readonly SimulatedLine[];
  readonly status: number;
  /** Stops everything, and writes the ledger to its file when one was asked for. */
  close(): Promise<void>;
}

/** Starts all lines and the status server. When one cannot start, those that did are stopped again. */
export async function startSimulation(config: SimulationConfig): Promise<Simulation> {
  const apart = openCameraApart();
  const camera = apart.look;
  const lines: SimulatedLine[] = [];
  const handhelds = new Map<number, SimulatedScanner>();
  const bases: Listening[] = [];
  const stopAll = () => Promise.all([...lines, ...bases, apart].map((one) => one.close()));
  try {
    for (const [index, line] of config.lines.entries()) {
      const options = {
        host: config.host,
        ports: {
          printer: line.printer,
          reader: line.reader,
          readerResults: line.readerResults,
          plc: line.plc,
        },
        cartonsPerMinute: line.cartonsPerMinute ?? config.cartonsPerMinute,
        gateAt: line.gateAt,
        pictures: line.pictures,
        drivers: line.drivers,
        base64: line.base64,
        stx: line.stx,
        seed: config.seed + index,
        // A copy for each line: faults can be switched on one by one.
        faults: { ...(line.faults ?? config.faults) },
        camera,
      };
      const at = (cause: Error) => {
        throw new Error(`/lines/${index}/${cause.message}`, { cause });
      };
      const started = await startLine(options).catch(at);
      lines.push(started);
      if (line.scanner === undefined) continue;
      const handheld = new SimulatedScanner(camera, started.faults);
      const base = await handheld.listen({ host: config.host, port: line.scanner }).catch(at);
      bases.push(base);
      handhelds.set(index, handheld);
      lines[index] = { ...started, ports: { ...started.ports, scanner: base.port } };
    }
    const status = await serveStatus(lines, { host: config.host, port: config.status }, handhelds);
    return {
      lines,
      status: status.port,
      close: async () => {
        await Promise.all([stopAll(), status.close()]);
        if (config.ledger !== undefined) await writeFile(config.ledger, `${JSON.stringify(ledgerOf(lines))}\n`);
      },
    };
  } catch (fault) {
    await stopAll();
    throw fault;
  }
}
