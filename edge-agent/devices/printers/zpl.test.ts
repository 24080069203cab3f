import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import { boundPort } from '../listen.ts';
import { SimulatedPrinter } from '../simulated/zpl-printer.ts';
import { openZplPrinter } from './zpl.ts';

const here = { host: '127.0.0.1', port: 0 };
const never = new AbortController().signal;

function opened(port: number, timeoutMs = 300) {
  const printer = openZplPrinter({ host: '127.0.0.1', port, timeoutMs, pollMs: 30 });
  if (isRefusal(printer)) throw new Error(printer.detail);
  return printer;
}

const parts = { faults: {}, random: { voids: () => 1, growth: () => 1, contrast: () => 1 } };

const item = { elements: [{ ai: '21', value: 'A' }], text: [] };

describe('a ZPL driver', () => {
  test('is refused by a printer that has another client, and gets its turn when that goes', async () => {
    const listening = await new SimulatedPrinter(parts).listen(here);
    const first = opened(listening.port);
    await vi.waitFor(() => expect(first.health()).toBe('up'));
    const second = opened(listening.port);
    await vi.waitFor(() => expect(second.health()).toBe('refused'));
    expect(first.health()).toBe('up');
    await first.close();
    await vi.waitFor(() => expect(second.health()).toBe('up'), 10_000);
    await second.close();
    await listening.close();
  });

  test('calls a device misconfigured that answers, but not like a printer', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => socket.write('\x02hello\x03\x02you\x03\x02there\x03'));
    });
    server.listen(here);
    await once(server, 'listening');
    const printer = opened(boundPort(server));
    await vi.waitFor(() => expect(printer.health()).toBe('misconfigured'));
    await printer.close();
    server.close();
  });

  test('stops when the printer’s buffer is full, and says so', async () => {
    const device = new SimulatedPrinter(parts);
    const listening = await device.listen(here);
    const printer = opened(listening.port, 1_500);
    await vi.waitFor(() => expect(printer.health()).toBe('up'));
    for (let label = 0; label < 63; label++) await printer.print(item, never);
    expect(await printer.status(never)).toMatchObject({ waiting: 63, bufferFull: false });
    await printer.print(item, never);
    await vi.waitFor(() => expect(printer.health()).toBe('refused'), 5_000);
    device.print(1);
    await vi.waitFor(() => expect(printer.health()).toBe('up'), 5_000);
    await printer.close();
    await listening.close();
  });

  test('does not take the answer to an aborted question for its own', async () => {
    const held: (() => void)[] = [];
    const answer = (formats: string) =>
      `\x02030,0,0,1245,${formats},0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,1,4,0,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n`;
    let asked = 0;
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (data) => {
        for (const _ of String(data).matchAll(/~HS/g)) {
          asked += 1;
          const text = answer(String(asked).padStart(3, '0'));
          if (asked === 1) socket.write(text);
          else held.push(() => socket.write(text));
        }
      });
    });
    server.listen(here);
    await once(server, 'listening');
    const printer = openZplPrinter({ ...here, port: boundPort(server), pollMs: 600_000 });
    if (isRefusal(printer)) throw new Error(printer.detail);
    await vi.waitFor(() => expect(printer.health()).toBe('up'));
    const stop = new AbortController();
    const given = printer.status(stop.signal);
    await vi.waitFor(() => expect(asked).toBe(2));
    stop.abort('enough');
    await expect(given).rejects.toBe('enough');
    const own = printer.status(never);
    await vi.waitFor(() => expect(asked).toBe(3));
    for (const send of held) send();
    expect((await own).waiting).toBe(3);
    await printer.close();
    server.close();
  });
});
