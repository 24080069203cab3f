import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import type { Printer } from '../device.ts';
import { boundPort } from '../listen.ts';
import { openTemplateCoder } from './template.ts';

const never = new AbortController().signal;
const label = { elements: [{ ai: '21', value: 'S1' }], text: ['EXP 2027-12'] };
const usual = { host: 'a', port: 1, separator: ';', postamble: '\\x03', fields: ['{21}'] };

describe('a coder of variables', () => {
  let server: Server;
  let heard: string;
  let answer: string;
  let coder: Printer | undefined;

  beforeEach(async () => {
    heard = '';
    answer = '\x06';
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (data) => {
        heard += String(data);
        socket.write(answer);
      });
    });
    server.listen({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
  });
  afterEach(async () => {
    await coder?.close();
    server.close();
  });

  const open = async (more: object): Promise<Printer> => {
    const device = openTemplateCoder({ ...usual, host: '127.0.0.1', port: boundPort(server), timeoutMs: 300, ...more });
    if (isRefusal(device)) throw new Error(`${device.at} ${device.detail}`);
    coder = device;
    await vi.waitFor(() => expect(device.health()).toBe('up'));
    return device;
  };

  test('is given its variables in a frame, and nothing is waited for where nothing is answered', async () => {
    answer = '';
    const device = await open({ preamble: '\\x02', separator: '\\t', fields: ['{21}', '{text1}'] });
    await device.print(label, never);
    await vi.waitFor(() => expect(heard).toBe('\x02S1\tEXP 2027-12\x03'));
  });

  test('without an order that cancels is given what no carton can be taken for', async () => {
    const device = await open({ ack: '\\x06', fields: ['{21}', 'LOT'], blank: '?' });
    await device.print(label, never);
    await device.cancelAll(never);
    expect(heard).toBe('S1;LOT\x03?;?\x03');
    expect(await device.status(never)).toMatchObject({ waiting: 0, paused: false });
  });

  test('gets what a job puts into its variables, counted from 1', async () => {
    const device = await open({ ack: '\\x06', select: 'J{job}\\x03', cancel: 'X\\x03' });
    await device.select({ name: 'Pack', fields: { 2: '{21}', 1: 'SN' } }, never);
    await device.print(label, never);
    expect(heard).toBe('X\x03JPack\x03SN;S1\x03');
  });

  test('that turns a message down is a fault', async () => {
    answer = '\x15';
    const device = await open({ ack: '\\x06', nak: '\\x15' });
    await expect(device.print(label, never)).rejects.toMatchObject({ kind: 'rejected' });
  });

  test.each([
    [{ name: 'Pack', fields: {} }],
    [{ name: '', fields: { 2: '{21}' } }],
    [{ name: '', fields: { SERIAL: '{21}' } }],
    [{ name: '', fields: { 1: '{serial}' } }],
  ])('cannot be set to %j', async (job) => {
    const device = await open({ ack: '\\x06' });
    await expect(device.select(job, never)).rejects.toMatchObject({ kind: 'rejected' });
    expect(heard).toBe('');
  });

  test('has as many messages waiting as it may hold, when it does not count them', async () => {
    const device = await open({ ack: '\\x06', holds: 2, cancel: 'X\\x03' });
    for (let message = 0; message < 3; message++) await device.print(label, never);
    expect(await device.status(never)).toMatchObject({ waiting: 2, bufferFull: true });
  });

  test('that counts what waits is believed', async () => {
    const status = { command: '?', ends: '\\r', ready: '^OK', waiting: 'N(\\d+)' };
    answer = 'OK N7\r';
    const device = await open({ status, holds: 9, cancel: 'X' });
    expect(await device.status(never)).toMatchObject({ waiting: 7, paused: false });
    answer = 'STOP N7\r';
    expect((await device.status(never)).paused).toBe(true);
  });
});

test.each([
  ['/cancel', { holds: 2 }],
  ['/ack', { nak: '\\x15' }],
  ['/cancel', { resume: 'G' }],
  ['/separator', { separator: '' }],
  ['/separator', { separator: '\\q' }],
  ['/postamble', { postamble: 'ü' }],
  ['/fields', { fields: [] }],
  ['/fields/1', { fields: ['{serial}'] }],
  ['/select', { select: 'JOB' }],
  ['/status/ready', { status: { command: '?', ends: '\\r', ready: '(' } }],
])('an address is refused at %s for %j', (at, more) => {
  expect(openTemplateCoder({ ...usual, ...more })).toMatchObject({ refused: 'malformed', at });
});
