import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from './free-port.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Where OpenSSH's server is on this machine; undefined where it is not installed. It wants to be called by its whole path. */
export function findSshd(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, 'sshd')).find((path) => existsSync(path));
}

export type Sshd = Awaited<ReturnType<typeof startSshd>>;

/**
 * OpenSSH's own server on a port of 127.0.0.1, as the user who runs the tests, with keys and folders of its own.
 *
 * @param authorized lines of `authorized_keys`
 */
export async function startSshd(sshd: string, authorized: readonly string[]) {
  const folder = temporaryFolder();
  const root = join(folder.path, 'files');
  for (const name of ['out', 'in', 'results', 'answers']) mkdirSync(join(root, name), { recursive: true });
  const hostKeys = ['ed25519', 'ecdsa', 'rsa'].map((type) => {
    const path = join(folder.path, `host-${type}`);
    execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-f', path]);
    return path;
  });
  const port = await freePort();
  writeFileSync(join(folder.path, 'authorized_keys'), `${authorized.join('\n')}\n`, { mode: 0o600 });
  const config = join(folder.path, 'sshd_config');
  writeFileSync(config, configOf({ port, folder: folder.path, root, hostKeys }));
  // Run by root it gives up its rights in a folder that packages make.
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true });
  const child = spawn(sshd, ['-D', '-e', '-f', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  await listening(child);
  return {
    url: `sftp://127.0.0.1:${port}`,
    user: userInfo().username,
    root,
    /** As `ssh-keygen -lf` prints them: of ed25519, ecdsa and rsa. */
    fingerprints: hostKeys.map(fingerprint),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill();
        await once(child, 'exit');
      }
      folder.remove();
    },
  };
}

function configOf(of: { port: number; folder: string; root: string; hostKeys: readonly string[] }): string {
  return [
    `Port ${of.port}`,
    'ListenAddress 127.0.0.1',
    ...of.hostKeys.map((path) => `HostKey ${path}`),
    `AuthorizedKeysFile ${join(of.folder, 'authorized_keys')}`,
    `PidFile ${join(of.folder, 'sshd.pid')}`,
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    `Subsystem sftp internal-sftp -d ${of.root}`,
    '',
  ].join('\n');
}

/** @throws what it says, where it ends instead */
async function listening(child: ChildProcess): Promise<void> {
  const said: string[] = [];
  if (child.stderr === null) throw new Error('sshd says nothing');
  for await (const line of createInterface({ input: child.stderr })) {
    if (/^Server listening on /.test(line)) {
      child.stderr.resume();
      return;
    }
    said.push(line);
  }
  throw new Error(`sshd did not start: ${said.join(' ')}`);
}

const fingerprint = (path: string): string =>
  execFileSync('ssh-keygen', ['-lf', `${path}.pub`])
    .toString()
    .split(' ')[1] ?? '';
