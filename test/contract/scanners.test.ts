import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { SerialPortMock } from 'serialport';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Scan, Scanner } from '../../edge-agent/devices/device.ts';
import { listen } from '../../edge-agent/devices/listen.ts';
import { openScanner } from '../../edge-agent/devices/open-scanner.ts';
import { onceWithin } from '../../edge-agent/devices/scanners/once-within.ts';
import { readScan } from '../../edge-agent/devices/scanners/read-scan.ts';
import { serialScanner } from '../../edge-agent/devices/scanners/serial.ts';
import { openTcpScanner } from '../../edge-agent/devices/scanners/tcp.ts';
import { openTcpServerScanner } from '../../edge-agent/devices/scanners/tcp-server.ts';
import { openCamera } from '../../edge-agent/devices/simulated/camera.ts';
import type { Faults } from '../../edge-agent/devices/simulated/faults.ts';
import type { Listening } from '../../edge-agent/devices/simulated/listener.ts';
import { encodeSymbol, type Picture, printSymbol } from '../../edge-agent/devices/simulated/picture.ts';
import { SimulatedScanner } from '../../edge-agent/devices/simulated/scanner.ts';
import { FNC1 } from '../../edge-agent/devices/simulated/symbol.ts';
import { freePort } from '../kit/free-port.ts';
import { certain } from '../kit/simulated-line.ts';
import { scannerContract } from './scanner-contract.ts';

const host = '127.0.0.1';

const networked = [
  [null, undefined],
  [{ host: '', port: 23 }, '/host'],
  [{ host: 'a', port: '23' }, '/port'],
  [{ host: 'a', port: 23, timeoutMs: 1 }, '/timeoutMs'],
  [{ host: 'a', port: 23, heartbeat: { text: '' } }, '/heartbeat/text'],
] as const;

const startBase = async () => {
  const scanner = new SimulatedScanner(await openCamera(), {});
  const listening = await scanner.listen({ host, port: 0 });
  return {
    address: { host, port: listening.port },
    send: (bytes: string) => scanner.send(bytes),
    cut: () => scanner.drop(),
    close: () => listening.close(),
  };
};
scannerContract('TCP', openTcpScanner, startBase, networked);

const startHandheld = async () => {
  const scanner = new SimulatedScanner(await openCamera(), {});
  const port = await freePort();
  const { drop, close } = scanner.connect({ host, port });
  return {
    address: { host, port },
    send: (bytes: string) => scanner.send(bytes),
    cut: drop,
    close: async () => close(),
  };
};
scannerContract('TCP server', openTcpServerScanner, startHandheld, [
  ...networked,
  [{ port: 23, from: ['somebody'] }, '/from/0'],
  [{ port: 23 }, '/from'],
  [{ host: '192.0.2.1', port: 23 }, '/from'],
]);

let lines = 0;
const openPorts = new Map<string, SerialPortMock>();
const startSerial = async () => {
  const path = `/dev/scanner${lines++}`;
  SerialPortMock.binding.createPort(path);
  return {
    address: { path },
    send: (bytes: string) => openPorts.get(path)?.port?.emitData(Buffer.from(bytes, 'latin1')),
    cut: () => new Promise<void>((resolve) => openPorts.get(path)?.close(() => resolve())),
    close: async () => undefined,
  };
};
const openMock = serialScanner(async (options) => {
  const port = new SerialPortMock({ ...options, autoOpen: false });
  openPorts.set(options.path, port);
  return port;
});
scannerContract('Serial', openMock, startSerial, [
  [null, undefined],
  [{ path: '' }, '/path'],
  [{ path: 'COM3', baudRate: 1 }, '/baudRate'],
  [{ path: 'COM3', parity: 'mark' }, '/parity'],
  [{ path: 'COM3', port: 4 }, '/port'],
]);

test('a serial port that is not there is waited for', async () => {
  const path = `/dev/scanner${lines++}`;
  const scanner = certain(openMock({ path }));
  await vi.waitFor(() => expect(openPorts.has(path)).toBe(true));
  expect(scanner.health()).toBe('connecting');
  SerialPortMock.binding.createPort(path);
  await vi.waitFor(() => expect(scanner.health()).toBe('up'), 5_000);
  await scanner.close();
});

test('a port that is taken is misconfigured until it is free', async () => {
  const other = createServer();
  const port = await listen(other, { host, port: 0 });
  const scanner = certain(openScanner({ driver: 'tcp-server', host, port }));
  await vi.waitFor(() => expect(scanner.health()).toBe('misconfigured'));
  await new Promise((resolve) => other.close(resolve));
  await vi.waitFor(() => expect(scanner.health()).toBe('connecting'), 5_000);
  await scanner.close();
});

test('scans are taken from nobody but those named', async () => {
  const port = await freePort();
  const scanner = certain(openScanner({ driver: 'tcp-server', host, port, from: ['192.0.2.7'] }));
  const told: Scan[] = [];
  scanner.onScan((scan) => told.push(scan));
  await vi.waitFor(() => expect(scanner.health()).toBe('connecting'));
  const stranger = connect({ host, port });
  stranger.on('error', () => undefined);
  stranger.write(']d2x\r');
  await once(stranger, 'close');
  expect(scanner.health()).toBe('connecting');
  expect(told).toEqual([]);
  await scanner.close();
});

describe('a person with a handheld', () => {
  let handheld: SimulatedScanner;
  let base: Listening;
  let scanner: Scanner;
  let faults: Faults;
  let scans: Scan[];
  const pack = (serial: string): Picture => {
    const data = `010950600013435217271231${'10LOT1'}\x1d21${serial}`;
    const modules = encodeSymbol([FNC1, ...[...data].map((part) => (part === '\x1d' ? FNC1 : part))]);
    if (modules === undefined) throw new Error('too much for a symbol');
    return printSymbol(modules);
  };
  const begin = async () => {
    faults = {};
    handheld = new SimulatedScanner(await openCamera(), faults);
    base = await handheld.listen({ host, port: 0 });
    scanner = certain(openScanner({ host, port: base.port }));
    scans = [];
    scanner.onScan((scan) => scans.push(scan));
    await vi.waitFor(() => expect(scanner.health()).toBe('up'));
  };
  const told = async (what: Picture, count = 1) => {
    const before = scans.length;
    await handheld.scan(what);
    await vi.waitFor(() => expect(scans.length).toBe(before + count));
    return readScan(scans.at(-1)?.text ?? '');
  };
  afterEach(async () => {
    await scanner.close();
    await base.close();
  });

  test('scans a printed pack, which is known by its serial', async () => {
    await begin();
    expect(await told(pack('S1'))).toEqual({
      kind: 'item',
      gtin: '09506000134352',
      serial: 'S1',
      lot: 'LOT1',
      expiry: '271231',
    });
  });

  test('is told what is wrong with the scanner’s settings', async () => {
    await begin();
    faults.scannerDropsAim = true;
    expect(await told(pack('S1'))).toMatchObject({ remedy: expect.stringContaining('AIM') });
    faults.scannerDropsAim = undefined;
    faults.scannerDropsGs = true;
    expect(await told(pack('S1'))).toMatchObject({ remedy: expect.stringContaining('separator') });
  });

  test('scans twice and is heard once', async () => {
    await begin();
    faults.scannerDoubles = true;
    await told(pack('S1'), 2);
    const isNew = onceWithin({ sameStep: 2_000, nextStep: 300 });
    expect(scans.filter((scan) => isNew(scan, 'pack'))).toHaveLength(1);
  });
});
