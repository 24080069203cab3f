import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import ssh2, { type Connection } from 'ssh2';
import { listen } from '../../http/listen.ts';
import { turner } from '../control.ts';
import { type Fault, faultPlan } from '../faults.ts';
import { serve } from '../serve.ts';
import { commandsOf, plays } from './commands.ts';
import { diskAt } from './disk.ts';
import { foreignHostKey, keptHostKey } from './host-keys.ts';
import { judge, type Logins, readKey } from './logins.ts';
import { folders, rehearsal } from './rehearsal.ts';
import { serveFiles } from './serve-files.ts';

export interface SftpOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Where it is turned; 0 takes any free one. */
  readonly controlPort?: number;
  /** Where its files are, in `files`, and its key. */
  readonly dataDir: string;
  /** Lines of `authorized_keys` by which the user may log in; others may be trusted later. */
  readonly keys?: readonly string[];
  readonly faults?: readonly Fault[];
  readonly seed?: number;
  /** Hears of each operation as it is asked for. */
  readonly heard?: (operation: string) => void;
}

export interface SftpSandbox {
  /** `sftp://127.0.0.1:port` */
  readonly url: string;
  readonly port: number;
  /** As `ssh-keygen -lf` prints it. */
  readonly hostKey: string;
  /** Where what the login sees lies on this machine. */
  readonly root: string;
  readonly controlUrl: string;
  trust(key: string): void;
  /** What goes wrong from now on. */
  turn(faults: readonly Fault[], seed?: number): void;
  close(): Promise<void>;
}

/** A trading partner's SFTP server, with folders on this machine's disk. It misbehaves when it is told to. */
export async function startSftpSandbox(options: SftpOptions): Promise<SftpSandbox> {
  const { dataDir, faults = [], seed = 1, heard = () => undefined } = options;
  const root = join(dataDir, 'files');
  for (const folder of Object.values(folders)) mkdirSync(join(root, folder), { recursive: true });
  const key = keptHostKey(dataDir);
  const logins: Logins = { ...rehearsal, keys: (options.keys ?? []).map(readKey) };
  const control = { plan: faultPlan(faults, seed) };
  const take = (client: Connection, socket: Socket) => welcome(client, socket, { root, logins, control, heard });
  const sockets = new Set<Socket>();
  const servers = [key, foreignHostKey()].map(({ privateKey }) => new ssh2.Server({ hostKeys: [privateKey] }));
  const [own, foreign] = servers;
  const door = createServer((socket) => {
    sockets.add(socket.setNoDelay(true));
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    const fault = control.plan('hello');
    if (fault?.kind === 'refuse') return void socket.destroy();
    const server = fault?.kind === 'wrong-id' ? foreign : own;
    server?.once('connection', (client) => take(client, socket));
    server?.injectSocket(socket);
  });
  const port = await listen(door, options.port);
  const turned = await serve({
    port: options.controlPort ?? 0,
    operationOf: () => 'control',
    answer: () => ({ status: 404 }),
    faults: () => undefined,
    control: turner(control, plays, commandsOf(root, logins)),
  });
  return {
    url: `sftp://127.0.0.1:${port}`,
    port,
    hostKey: key.fingerprint,
    root,
    controlUrl: `${turned.url}/v1/sandbox`,
    trust: (line) => void logins.keys.push(readKey(line)),
    turn: (wished, again = 1) => {
      control.plan = faultPlan(wished, again);
    },
    close: async () => {
      door.close();
      for (const socket of sockets) socket.destroy();
      if (door.listening) await once(door, 'close');
      await turned.close();
    },
  };
}

interface Here {
  readonly root: string;
  readonly logins: Logins;
  readonly control: { plan: ReturnType<typeof faultPlan> };
  readonly heard: (operation: string) => void;
}

/** One connection, until it ends. */
function welcome(client: Connection, socket: Socket, { root, logins, control, heard }: Here): void {
  const cut = () => void socket.destroy();
  const faults = (operation: string) => {
    heard(operation);
    return control.plan(operation);
  };
  client.on('error', () => undefined);
  client.on('authentication', (context) => judge(context, logins, faults, cut));
  client.on('session', (accept) => {
    accept().on('sftp', (open) => serveFiles({ sftp: open(), faults, cut }, diskAt(root)));
  });
}
