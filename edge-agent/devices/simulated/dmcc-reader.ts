import type { Socket } from 'node:net';
import { lineReader } from '../line-reader.ts';
import { dmccStatus } from '../readers/dmcc-frame.ts';
import { answerDmcc } from './dmcc-command.ts';
import type { ReaderLanguage } from './reader-language.ts';
import { socketServer } from './socket-server.ts';

interface Client {
  readonly lines: (chunk: string) => string[];
  /** Whether it has been set to extended responses. */
  extended: boolean;
}

/** A DataMan: each connection begins silent, and results come between answers. */
export function dmccLanguage({ base64 }: { base64: boolean }): ReaderLanguage {
  const known = new WeakMap<Socket, Client>();
  const clientOf = (socket: Socket): Client => {
    const client = known.get(socket) ?? { lines: lineReader(), extended: false };
    known.set(socket, client);
    return client;
  };
  const server = socketServer((text, socket) => {
    const client = clientOf(socket);
    for (const line of client.lines(text)) {
      const reply = answerDmcc(line, client.extended);
      client.extended = reply.extended;
      if (reply.text !== undefined) socket.write(reply.text, 'latin1');
    }
  });
  return {
    triggered: () => true,
    tell: (result) => {
      for (const socket of server.clients) {
        const { extended } = clientOf(socket);
        const data = base64 && extended ? Buffer.from(result, 'latin1').toString('base64') : result;
        socket.write(extended ? `||[${dmccStatus.readString}]${data}\r\n` : `${data}\r\n`, 'latin1');
      }
    },
    drop: server.drop,
    listen: server.listen,
  };
}
