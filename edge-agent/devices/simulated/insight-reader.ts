import type { Socket } from 'node:net';
import { lineReader } from '../line-reader.ts';
import { LOGGED_IN } from '../readers/native-mode.ts';
import type { Faults } from './faults.ts';
import { answerNative, newNativeState } from './insight-command.ts';
import type { ReaderLanguage } from './reader-language.ts';
import { socketServer } from './socket-server.ts';

const USER = 'admin';
const PASSWORD = '';

interface Client {
  readonly lines: (chunk: string) => string[];
  stage: 'user' | 'password' | 'in';
  user: string;
}

/** Prompts arrive in two packets, as they do from a slow camera. */
function prompt(socket: Socket, word: string): void {
  socket.write(word.slice(0, 2), 'latin1');
  setTimeout(() => socket.write(word.slice(2), 'latin1'), 2);
}

/** An In-Sight: commands in native mode on one port, and on another the TCP server of its job, which takes one client. */
export function insightLanguage(faults: Faults): ReaderLanguage {
  const state = newNativeState();
  const held = () => faults.readerHeldOffline === true;
  const clients = new WeakMap<Socket, Client>();
  const hear = (socket: Socket, client: Client, line: string) => {
    if (client.stage === 'in') {
      for (const answer of answerNative(line, state, held())) socket.write(`${answer}\r\n`, 'latin1');
    } else if (client.stage === 'user') {
      client.user = line;
      client.stage = 'password';
      prompt(socket, 'Password: ');
    } else if (client.user === USER && line === PASSWORD) {
      client.stage = 'in';
      socket.write(`${LOGGED_IN}\r\n`, 'latin1');
    } else {
      client.stage = 'user';
      prompt(socket, 'User: ');
    }
  };
  const native = socketServer(
    (text, socket) => {
      const client = clients.get(socket);
      if (client !== undefined) for (const line of client.lines(text)) hear(socket, client, line);
    },
    (socket) => {
      clients.set(socket, { lines: lineReader(), stage: 'user', user: '' });
      socket.write('Welcome to In-Sight(tm)  8402 Session 1\r\n', 'latin1');
      prompt(socket, 'User: ');
    },
  );
  const results = socketServer(
    () => undefined,
    (socket) => {
      for (const other of results.clients) if (other !== socket) other.destroy();
    },
  );
  const drop = () => {
    native.drop();
    results.drop();
  };
  return {
    triggered: (sequence) => {
      if (!state.online || held()) return false;
      state.counter = sequence;
      return true;
    },
    tell: (result) => results.write(`${result}\r\n`),
    drop,
    listen: async ({ host, port, resultsPort = 0 }) => {
      const commands = await native.listen({ host, port });
      const told = await results.listen({ host, port: resultsPort }).catch(async (cause) => {
        await commands.close();
        throw cause;
      });
      return {
        port: commands.port,
        resultsPort: told.port,
        drop,
        close: async () => {
          await Promise.all([commands.close(), told.close()]);
        },
      };
    },
  };
}
