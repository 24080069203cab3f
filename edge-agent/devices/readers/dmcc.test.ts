import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import type { Read, Reader } from '../device.ts';
import { boundPort } from '../listen.ts';
import { openDmccReader } from './dmcc.ts';

describe('a DMCC driver', () => {
  let answer: (line: string, send: (text: string) => void) => void;
  let reader: Reader;
  let reads: Read[];
  const heard: string[] = [];
  const clients = new Set<Socket>();
  const ok = (line: string, send: (text: string) => void) => send(`||${/^\|\|(0:\d+)>/.exec(line)?.[1]}[0]\r\n`);
  const server = createServer((socket) => {
    clients.add(socket);
    socket.on('error', () => undefined).on('close', () => clients.delete(socket));
    socket.on('data', (data) => {
      const line = String(data).trimEnd();
      heard.push(line);
      answer(line, (text) => socket.write(text));
    });
  });
  const tell = (text: string) => {
    for (const client of clients) client.write(text);
  };
  const health = (expected: string) => vi.waitFor(() => expect(reader.health()).toBe(expected), 5_000);

  beforeEach(async () => {
    answer = ok;
    heard.length = 0;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const opened = openDmccReader({ host: '127.0.0.1', port: boundPort(server), timeoutMs: 200, pollMs: 20 });
    if (isRefusal(opened)) throw new Error(opened.detail);
    reader = opened;
    reads = [];
    reader.onRead((read) => reads.push(read));
  });
  afterEach(async () => {
    await reader.close();
    server.close();
    await once(server, 'close');
  });

  test('sets extended responses before it asks anything', async () => {
    await health('up');
    expect(heard[0]).toBe('||0:1>SET COM.DMCC-RESPONSE 1');
  });

  test('calls a reader misconfigured that turns that down', async () => {
    answer = (line, send) => send(`||${/(0:\d+)>/.exec(line)?.[1]}[102]\r\n`);
    await health('misconfigured');
  });

  test('is not up while the reader stays silent', async () => {
    answer = () => undefined;
    await health('refused');
  });

  test('is up with a reader that repeats no id', async () => {
    answer = (_, send) => send('||[0]\r\n');
    await health('up');
  });

  test('does not take a read for an answer, nor an answer to another command', async () => {
    answer = (line, send) => {
      send('||[1]1;4;]d2x\r\n||0:999[105]\r\n');
      ok(line, send);
    };
    await health('up');
    expect(reads[0]).toEqual({ sequence: 1, text: ']d2x', grade: 4 });
  });

  test('shows a result in another format than agreed, and is up again without another result', async () => {
    await health('up');
    tell('||[1]]d2010950600013435221A\r\n||[1]2;4;]d2x\r\n');
    await health('misconfigured');
    expect(reads).toEqual([]);
    await health('up');
    expect(heard.filter((line) => line.includes('DMCC-RESPONSE'))).toHaveLength(2);
    tell('||[1]3;4;]d2x\r\n');
    await vi.waitFor(() => expect(reads).toEqual([{ sequence: 3, text: ']d2x', grade: 4 }]));
  });

  test('takes a result that was sent before extended mode was set', async () => {
    answer = (line, send) => {
      if (line.includes('SET')) send('3;0;NOREAD\r\n');
      ok(line, send);
    };
    await vi.waitFor(() => expect(reads).toEqual([{ sequence: 3, text: undefined, grade: 0 }]));
  });
});
