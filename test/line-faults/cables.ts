import type { LinePorts } from '../../edge-agent/devices/simulated/line.ts';
import { type Random, randomStream } from '../../edge-agent/devices/simulated/random.ts';
import { openProxy, type TcpProxy } from '../kit/tcp-proxy.ts';

export type Cable = Pick<TcpProxy, 'cut' | 'freeze' | 'thaw'>;
export type CabledDevice = 'printer' | 'reader' | 'plc';

/** The cables between an agent and the devices of a line. */
export interface Cables {
  readonly ports: LinePorts;
  readonly of: Readonly<Record<CabledDevice, Cable>>;
  roughen(): void;
  close(): Promise<void>;
}

/** Lays a cable to each device. */
export async function layCables(ports: LinePorts, seed: number): Promise<Cables> {
  const printer = await openProxy(ports.printer);
  const reader = await openProxy(ports.reader);
  const plc = await openProxy(ports.plc);
  const results = ports.readerResults === undefined ? undefined : await openProxy(ports.readerResults);
  const readers = results === undefined ? [reader] : [reader, results];
  const all = [printer, plc, ...readers];
  return {
    ports: { printer: printer.port, reader: reader.port, plc: plc.port, readerResults: results?.port },
    of: { printer, plc, reader: together(readers) },
    roughen: () => {
      const random = randomStream(seed, 'cables');
      for (const one of all) one.roughen(() => pieceOf(random));
    },
    close: async () => {
      await Promise.all(all.map((one) => one.close()));
    },
  };
}

const together = (proxies: readonly TcpProxy[]): Cable => ({
  cut: () => proxies.forEach((one) => void one.cut()),
  freeze: () => proxies.forEach((one) => void one.freeze()),
  thaw: () => proxies.forEach((one) => void one.thaw()),
});

/** Most packets come whole; some in a few bytes, some late and together with the next. */
function pieceOf(random: Random) {
  const kind = random();
  if (kind < 0.5) return { bytes: Number.MAX_SAFE_INTEGER, afterMs: 0 };
  return { bytes: 1 + Math.floor(random() * 40), afterMs: kind < 0.8 ? 0 : Math.floor(random() * 4) };
}
