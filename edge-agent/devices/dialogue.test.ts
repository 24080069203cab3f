import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type CutAnswer, Dialogue } from './dialogue.ts';
import { boundPort } from './listen.ts';

const never = new AbortController().signal;
const line: CutAnswer<string> = (received) => {
  const end = received.indexOf('\n');
  return end < 0 ? undefined : { answer: received.slice(0, end), rest: received.slice(end + 1) };
};

describe('a dialogue', () => {
  let server: Server;
  let socket: Socket | undefined;
  let heard: string[];
  let dialogue: Dialogue;

  const open = async (timeoutMs = 2_000) => {
    dialogue = new Dialogue(
      'device',
      { host: '127.0.0.1', port: boundPort(server), timeoutMs, pollMs: 1_000 },
      { look: undefined },
    );
    await vi.waitFor(() => expect(dialogue.health()).toBe('up'));
    await vi.waitFor(() => expect(socket).toBeDefined());
  };
  const asked = (count: number) => vi.waitFor(() => expect(heard.length).toBe(count));

  beforeEach(async () => {
    heard = [];
    socket = undefined;
    server = createServer((one) => {
      socket = one;
      one.on('error', () => undefined);
      one.on('data', (data) => heard.push(String(data)));
    });
    server.listen({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
  });
  afterEach(async () => {
    await dialogue.close();
    server.close();
  });

  test('asks one question at a time', async () => {
    await open();
    const answers = [dialogue.ask('a', line, never), dialogue.ask('b', line, never)];
    await asked(1);
    socket?.write('first\n');
    await asked(2);
    socket?.write('second\n');
    expect(await Promise.all(answers)).toEqual(['first', 'second']);
  });

  test('does not take the answer to a question whose asker has gone for another', async () => {
    await open();
    const stop = new AbortController();
    const gone = dialogue.ask('a', line, stop.signal);
    await asked(1);
    stop.abort('enough');
    await expect(gone).rejects.toBe('enough');
    const own = dialogue.ask('b', line, never);
    await asked(2);
    socket?.write('late\nmine\n');
    expect(await own).toBe('mine');
  });

  test('does not send a question that was given up before its turn', async () => {
    await open();
    const first = dialogue.ask('a', line, never);
    const stop = new AbortController();
    const second = dialogue.ask('b', line, stop.signal);
    await asked(1);
    stop.abort('enough');
    socket?.write('x\n');
    expect(await first).toBe('x');
    await expect(second).rejects.toBe('enough');
    expect(heard).toEqual(['a']);
  });

  test('forgets what comes unasked', async () => {
    await open();
    const first = dialogue.ask('a', line, never);
    await asked(1);
    socket?.write('one\nnotice\nhalf a not');
    expect(await first).toBe('one');
    const second = dialogue.ask('b', line, never);
    await asked(2);
    socket?.write('two\n');
    expect(await second).toBe('two');
  });

  test('gives up a device that is silent, and one that talks of something else', async () => {
    await open(60);
    await expect(dialogue.ask('a', line, never)).rejects.toMatchObject({ kind: 'timeout' });
    expect(dialogue.health()).toBe('refused');
    await vi.waitFor(() => expect(dialogue.health()).toBe('up'));
    const asking = dialogue.ask('b', line, never);
    await vi.waitFor(() => expect(heard).toContain('b'));
    socket?.write('never ends');
    await expect(asking).rejects.toMatchObject({ kind: 'timeout' });
    expect(dialogue.health()).toBe('misconfigured');
  });

  test('fails what is asked when the connection is lost', async () => {
    await open();
    const asking = dialogue.ask('a', line, never);
    await asked(1);
    socket?.destroy();
    await expect(asking).rejects.toMatchObject({ kind: 'disconnected' });
  });
});
