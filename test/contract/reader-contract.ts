import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Read, Reader } from '../../edge-agent/devices/device.ts';
import { isRefusal, type Refusal } from '../../shared/refusal.ts';
import { certain, never } from '../kit/simulated-line.ts';
import { openProxy, type TcpProxy } from '../kit/tcp-proxy.ts';

/** A reader to be driven, and how to make it see something. */
export interface ReaderUnderTest {
  /** The ports of its address, by the member that names them. */
  readonly ports: Readonly<Record<string, number>> & { readonly port: number };
  /** Shows it a carton with this element string, or a blank one. */
  show(sequence: number, code: string | undefined): void;
  close(): Promise<void>;
}

/** What a reader calls its jobs: one that it has, and one that it does not have. */
export interface Jobs {
  readonly known: string;
  readonly unknown: string;
}

const code = (serial: string) => `010950600013435217271231${'10LOT1'}\x1d21${serial}`;

interface Cables {
  readonly ports: Readonly<Record<string, number>>;
  each(work: (cable: TcpProxy) => void): void;
  close(): Promise<void>;
}

async function openCables(ports: Readonly<Record<string, number>>, options: { piece?: number }): Promise<Cables> {
  const cables = await Promise.all(
    Object.entries(ports).map(async ([member, port]) => [member, await openProxy(port, options)] as const),
  );
  return {
    ports: Object.fromEntries(cables.map(([member, { port }]) => [member, port])),
    each: (work) => {
      for (const [, cable] of cables) work(cable);
    },
    close: async () => {
      await Promise.all(cables.map(([, cable]) => cable.close()));
    },
  };
}

/** What every reader driver has to do. */
export function readerContract(
  name: string,
  open: (address: unknown) => Reader | Refusal,
  start: () => Promise<ReaderUnderTest>,
  jobs?: Jobs,
): void {
  describe(`${name} keeps the reader contract`, () => {
    let device: ReaderUnderTest;
    let cables: Cables;
    let reader: Reader;
    let reads: Read[];
    const up = () => vi.waitFor(() => expect(reader.health()).toBe('up'), 10_000);
    const sequences = () => reads.map(({ sequence }) => sequence);
    const soon = (check: () => void) => vi.waitFor(check, 10_000);

    const begin = async (options: { piece?: number } = {}) => {
      device = await start();
      cables = await openCables(device.ports, options);
      reader = certain(open({ host: '127.0.0.1', ...cables.ports, timeoutMs: 1_000, pollMs: 50 }));
      reads = [];
      reader.onRead((read) => reads.push(read));
      await up();
    };
    afterEach(async () => {
      await reader?.close();
      await cables?.close();
      await device?.close();
    });

    test.each([
      [null, undefined],
      [{ host: '', port: 23 }, '/host'],
      [{ host: 'a', port: '23' }, '/port'],
      [{ host: 'a', timeoutMs: 1 }, '/timeoutMs'],
    ])('the malformed address %j is refused, not thrown', (address, at) => {
      const refusal = open(address);
      expect(isRefusal(refusal) && refusal.at).toBe(at);
    });

    test('what it reads is told with its trigger, symbology identifier and grade', async () => {
      await begin();
      device.show(7, code('_1;>%'));
      await soon(() => expect(reads).toEqual([{ sequence: 7, text: `]d2${code('_1;>%')}`, grade: 4 }]));
    });

    test('a carton without a code is told as a read of nothing', async () => {
      await begin();
      device.show(8, undefined);
      await soon(() => expect(reads).toEqual([{ sequence: 8, text: undefined, grade: 0 }]));
    });

    test.each([1, 3, 7])('results that arrive in pieces of %i bytes are whole and in order', async (piece) => {
      await begin({ piece });
      for (let sequence = 1; sequence <= 20; sequence++) device.show(sequence, code(`S${sequence}`));
      await soon(() => expect(sequences()).toEqual(Array.from({ length: 20 }, (_, index) => index + 1)));
      expect(reads.map(({ text }) => text)).toEqual(sequences().map((sequence) => `]d2${code(`S${sequence}`)}`));
    });

    test('a lost connection is made again and later reads arrive', async () => {
      await begin();
      cables.each((cable) => cable.cut());
      await vi.waitFor(() => cables.each((cable) => expect(cable.connections()).toBeGreaterThan(1)), 5_000);
      await up();
      device.show(1, code('A'));
      await soon(() => expect(sequences()).toEqual([1]));
    });

    test('a half-open connection is noticed although nothing is read', async () => {
      await begin();
      cables.each((cable) => cable.freeze());
      await vi.waitFor(() => expect(reader.health()).toBe('refused'), 5_000);
      cables.each((cable) => cable.thaw());
      await up();
    });

    test('nobody at the address is a refusal', async () => {
      await begin();
      await cables.close();
      await vi.waitFor(() => expect(reader.health()).toBe('refused'), 5_000);
    });

    test('no job asked for leaves it as it is, whether or not it can be reached', async () => {
      await begin();
      await reader.select(undefined, never());
      cables.each((cable) => cable.freeze());
      await reader.select(undefined, never());
    });

    test('a job it does not have is turned down, and it goes on reading', async () => {
      await begin();
      const refusal = reader.select(jobs?.unknown ?? 'any', never());
      await expect(refusal).rejects.toMatchObject({ kind: 'rejected' });
      await up();
      device.show(1, code('A'));
      await soon(() => expect(sequences()).toEqual([1]));
    });

    test.runIf(jobs)('a job it has is loaded, and it reads afterwards and after a lost connection', async () => {
      await begin();
      await reader.select(jobs?.known, never());
      device.show(1, code('A'));
      await soon(() => expect(sequences()).toEqual([1]));
      cables.each((cable) => cable.cut());
      await vi.waitFor(() => cables.each((cable) => expect(cable.connections()).toBeGreaterThan(1)), 5_000);
      await up();
      device.show(2, code('B'));
      await soon(() => expect(sequences()).toEqual([1, 2]));
    });

    test.runIf(jobs)('a job cannot be loaded over a dead connection, and whoever waits can give up', async () => {
      await begin();
      cables.each((cable) => cable.freeze());
      await expect(reader.select(jobs?.known, AbortSignal.timeout(50))).rejects.toThrow();
      cables.each((cable) => cable.thaw());
      await up();
      device.show(1, code('A'));
      await soon(() => expect(sequences()).toEqual([1]));
    });
  });
}
