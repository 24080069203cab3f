import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Read, Reader } from '../../edge-agent/devices/device.ts';
import { isRefusal, type Refusal } from '../../shared/refusal.ts';
import { certain } from '../kit/simulated-line.ts';
import { openProxy, type TcpProxy } from '../kit/tcp-proxy.ts';

/** A reader to be driven, and how to make it see something. */
export interface ReaderUnderTest {
  readonly port: number;
  /** Shows it a carton with this element string, or a blank one. */
  show(sequence: number, code: string | undefined): void;
  close(): Promise<void>;
}

const code = (serial: string) => `010950600013435217271231${'10LOT1'}\x1d21${serial}`;

/** What every reader driver has to do. */
export function readerContract(
  name: string,
  open: (address: unknown) => Reader | Refusal,
  start: () => Promise<ReaderUnderTest>,
): void {
  describe(`${name} keeps the reader contract`, () => {
    let device: ReaderUnderTest;
    let cable: TcpProxy;
    let reader: Reader;
    let reads: Read[];
    const up = () => vi.waitFor(() => expect(reader.health()).toBe('up'), 10_000);
    const sequences = () => reads.map(({ sequence }) => sequence);

    const begin = async (options: { piece?: number } = {}) => {
      device = await start();
      cable = await openProxy(device.port, options);
      reader = certain(open({ host: '127.0.0.1', port: cable.port, timeoutMs: 400, pollMs: 50 }));
      reads = [];
      reader.onRead((read) => reads.push(read));
      await up();
    };
    afterEach(async () => {
      await reader?.close();
      await cable?.close();
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
      await vi.waitFor(() => expect(reads).toEqual([{ sequence: 7, text: `]d2${code('_1;>%')}`, grade: 4 }]));
    });

    test('a carton without a code is told as a read of nothing', async () => {
      await begin();
      device.show(8, undefined);
      await vi.waitFor(() => expect(reads).toEqual([{ sequence: 8, text: undefined, grade: 0 }]));
    });

    test.each([1, 3, 7])('results that arrive in pieces of %i bytes are whole and in order', async (piece) => {
      await begin({ piece });
      for (let sequence = 1; sequence <= 20; sequence++) device.show(sequence, code(`S${sequence}`));
      await vi.waitFor(() => expect(sequences()).toEqual(Array.from({ length: 20 }, (_, index) => index + 1)));
      expect(reads.map(({ text }) => text)).toEqual(sequences().map((sequence) => `]d2${code(`S${sequence}`)}`));
    });

    test('a lost connection is made again and later reads arrive', async () => {
      await begin();
      cable.cut();
      await vi.waitFor(() => expect(cable.connections()).toBeGreaterThan(1), 5_000);
      await up();
      device.show(1, code('A'));
      await vi.waitFor(() => expect(sequences()).toEqual([1]));
    });

    test('a half-open connection is noticed although nothing is read', async () => {
      await begin();
      cable.freeze();
      await vi.waitFor(() => expect(reader.health()).toBe('refused'), 5_000);
      cable.thaw();
      await up();
    });

    test('nobody at the address is a refusal', async () => {
      await begin();
      await cable.close();
      await vi.waitFor(() => expect(reader.health()).toBe('refused'), 5_000);
    });
  });
}
