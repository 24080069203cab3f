import { afterEach, describe, expect, test, vi } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import type { Read, Reader } from '../device.ts';
import type { Listening } from '../simulated/listener.ts';
import { type SocketServer, socketServer } from '../simulated/socket-server.ts';
import { openKeyenceReader } from './keyence.ts';

describe('an SR driver', () => {
  let reader: Reader;
  let server: SocketServer;
  let listening: Listening;
  let reads: Read[];
  let heard: string[];
  const health = (expected: string) => vi.waitFor(() => expect(reader.health()).toBe(expected), 5_000);

  /** A reader that answers each command with these messages. */
  const begin = async (answer: (command: string) => string[]) => {
    heard = [];
    reads = [];
    server = socketServer((text, socket) => {
      for (const command of text.split('\x1b').slice(1)) {
        heard.push(command.trimEnd());
        for (const message of answer(command.trimEnd())) socket.write(`${message}\r`);
      }
    });
    listening = await server.listen({ host: '127.0.0.1', port: 0 });
    const opened = openKeyenceReader({ host: '127.0.0.1', port: listening.port, timeoutMs: 200, pollMs: 20 });
    if (isRefusal(opened)) throw new Error(opened.detail);
    reader = opened;
    reader.onRead((read) => reads.push(read));
  };
  afterEach(async () => {
    await reader.close();
    await listening.close();
  });

  test('is misconfigured as long as the reader tells of an error, and still reads', async () => {
    let fault = 'plc';
    await begin(() => [`OK,ERRSTAT,${fault}`]);
    await health('misconfigured');
    server.write('1;4;]d2x\r');
    await vi.waitFor(() => expect(reads).toHaveLength(1));
    fault = 'none';
    await health('up');
  });

  test('is up with an older reader that does not know the question', async () => {
    await begin(() => ['ER,ERRSTAT,00']);
    await health('up');
  });

  test('is not up while the reader answers something else', async () => {
    await begin(() => ['OK,LON']);
    await health('refused');
  });

  test('takes a result between a question and its answer', async () => {
    await begin(() => ['3;0;ERROR', 'OK,ERRSTAT,none']);
    await health('up');
    expect(reads[0]).toEqual({ sequence: 3, grade: 0, text: undefined });
  });

  test('shows a result without trigger number, as readers send by default, and reads on after a new connection', async () => {
    await begin(() => ['OK,ERRSTAT,none']);
    await health('up');
    server.write('ERROR\r4;4;]d2x\r');
    await health('misconfigured');
    await health('up');
    expect(reads).toEqual([]);
    server.write('5;4;]d2x\r');
    await vi.waitFor(() => expect(reads).toEqual([{ sequence: 5, grade: 4, text: ']d2x' }]));
  });

  test('waits until a job’s settings are in force, and loads it again after a lost connection', async () => {
    let updates = 2;
    const ready = () => (updates-- > 0 ? 'update' : 'none');
    await begin((command) => {
      if (command === 'CMDSTAT') return [`OK,CMDSTAT,${ready()}`];
      return [command.startsWith('BLOAD') ? 'OK,BLOAD' : 'OK,ERRSTAT,none'];
    });
    await health('up');
    await reader.select('2', AbortSignal.timeout(5_000));
    expect(heard.filter((command) => command === 'CMDSTAT')).toHaveLength(3);
    server.drop();
    await vi.waitFor(() => expect(heard.filter((command) => command === 'BLOAD,2')).toHaveLength(2), 5_000);
    await health('up');
  });

  test.each(['carton', '0', '1,2', '2\r'])('knows before asking that %j is no job', async (job) => {
    await begin(() => ['OK,ERRSTAT,none']);
    await health('up');
    await expect(reader.select(job, AbortSignal.timeout(5_000))).rejects.toMatchObject({ kind: 'rejected' });
    expect(heard.filter((command) => command.startsWith('BLOAD'))).toEqual([]);
  });
});
