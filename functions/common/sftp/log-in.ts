import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Algorithms, AnyAuthMethod, Client } from 'ssh2';
import SshClient from 'ssh2/lib/client.js';
import { withheldStep } from '#common/channels/probe-words.ts';
import { SftpFault } from './sftp-fault.ts';

/** Who logs in, and what proves it. */
export interface Login {
  readonly user: string;
  /** `SHA256:` and base64, as `ssh-keygen -lf` prints it. */
  readonly hostKeys: readonly string[];
  /** Absent: nothing is shown, and it ends once the server is proved. */
  readonly proof: { readonly privateKey: string } | { readonly password: string } | undefined;
}

/** Until the server has been proved to be the partner's and has let us in. */
const LOGIN_MS = 20_000;
const KEEP_ALIVE = { keepaliveInterval: 10_000, keepaliveCountMax: 3 };

/** Nothing with SHA-1, CBC or group 1; the order is what we like best. */
const algorithms = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
    'diffie-hellman-group-exchange-sha256',
    'diffie-hellman-group14-sha256',
    'diffie-hellman-group16-sha512',
    'diffie-hellman-group18-sha512',
  ],
  cipher: [
    'aes128-gcm@openssh.com',
    'aes256-gcm@openssh.com',
    'aes128-ctr',
    'aes192-ctr',
    'aes256-ctr',
    'chacha20-poly1305@openssh.com',
  ],
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
  compress: ['none'],
} satisfies Algorithms;

type HostKeyKinds = readonly NonNullable<Extract<Algorithms['serverHostKey'], readonly unknown[]>>[number][];

const ecdsa: HostKeyKinds = ['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521'];
const rsa: HostKeyKinds = ['rsa-sha2-512', 'rsa-sha2-256'];

/** Kinds of host keys to ask for, one try after the other: a server shows one of its keys, and the pinned one may be of another kind. */
export const hostKeyTries: readonly HostKeyKinds[] = [['ssh-ed25519', ...ecdsa, ...rsa], ecdsa, rsa];

/** The server is somebody else, or shows another of its keys. */
export class UnpinnedHostKey extends SftpFault {}

/** As `ssh-keygen -lf` prints it. @param key of a host, as SSH writes it (RFC 4253 §6.6) */
export const fingerprintOf = (key: Uint8Array): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

/**
 * Logs in over a connection that stands. The server's key is held against the pinned ones while keys are exchanged, before anything is said about who we are.
 *
 * @param told hears of each step that went well
 */
export function logIn(
  socket: Socket,
  login: Login,
  kinds: HostKeyKinds,
  signal: AbortSignal,
  told: (step: 'host key' | 'login', detail: string) => void,
): Promise<Client> {
  const client = new SshClient();
  let shown: string | undefined;
  let isPinned = false;
  const { proof } = login;
  const verify = (key: Buffer): boolean => {
    shown = fingerprintOf(key);
    isPinned = login.hostKeys.some((pinned) => pinned.replace(/=+$/, '') === shown);
    if (isPinned) told('host key', shown);
    return isPinned && proof !== undefined;
  };
  const faultOf = (reason: string): SftpFault => {
    if (shown === undefined) return new SftpFault('host key', `no keys were agreed upon: ${reason}`);
    if (!isPinned) return new UnpinnedHostKey('host key', `host key ${shown} is not among those pinned`);
    if (proof === undefined)
      return new SftpFault('login', withheldStep.detail, { isForbidden: true, remedy: withheldStep.remedy });
    return new SftpFault('login', `the login of ${login.user} failed: ${reason}`);
  };
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      client.destroy();
      socket.destroy();
      reject(faultOf(reason));
    };
    // Both stay on: what happens to a session later must not end the process.
    client.on('error', ({ message }) => fail(message));
    client.on('close', () => fail('the connection was closed'));
    signal.addEventListener('abort', () => fail('no answer in time'), { once: true });
    if (signal.aborted) return fail('no answer in time');
    client.once('ready', () => {
      told('login', login.user);
      resolve(client);
    });
    client.connect({
      sock: socket,
      username: login.user,
      hostVerifier: verify,
      readyTimeout: LOGIN_MS,
      ...KEEP_ALIVE,
      algorithms: { ...algorithms, serverHostKey: [...kinds] },
      authHandler: methodsOf(login),
    });
  });
}

/** Some servers ask for a password only as the one question of a dialogue (RFC 4256). */
function methodsOf({ user: username, proof }: Login): AnyAuthMethod[] {
  if (proof === undefined) return [];
  if ('privateKey' in proof) return [{ type: 'publickey', username, key: proof.privateKey }];
  const { password } = proof;
  return [
    { type: 'password', username, password },
    {
      type: 'keyboard-interactive',
      username,
      prompt: (_name, _instructions, _language, prompts, finish) =>
        finish(prompts.length === 1 && prompts[0]?.echo !== true ? [password] : []),
    },
  ];
}
