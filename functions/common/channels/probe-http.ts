import { connect, isIP, type Socket } from 'node:net';
import { connect as secure } from 'node:tls';
import { NoToken } from '#common/regulator-access/proof.ts';
import type { Answered, ClientTls, Unanswered } from '#common/send/https.ts';
import { isAnswered } from '#common/send/https.ts';
import type { Address, OutboundGuard } from '#common/send/outbound.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { Probed } from './partner-channel.ts';
import { failedStep, StepFailed, withheldStep } from './probe-words.ts';

interface Place {
  readonly url: string;
  readonly tls: ClientTls;
  /** Asks for a token. */
  readonly login?: (() => Promise<string>) | undefined;
  /** Nothing that is secret is shown there: it ends after TLS. */
  readonly withheld?: 'withheld' | undefined;
  /** A harmless question at the place where messages go. */
  readonly call: () => Promise<Answered | Unanswered>;
}

type Step = Probed['steps'][number];

/** Tries a partner's address step by step: the name, the connection, TLS, the token, an answer to a question. The first that fails is the last. */
export async function probeHttp(guard: OutboundGuard, place: Place, signal: AbortSignal): Promise<Probed> {
  const url = new URL(place.url);
  const steps: Step[] = [];
  const step = async <T>(name: string, does: () => Promise<readonly [string, T]>): Promise<T> => {
    try {
      const [detail, found] = await does();
      steps.push({ step: name, ok: true, detail });
      return found;
    } catch (error) {
      steps.push(failedStep(name, error, signal));
      throw error;
    }
  };
  try {
    const address = await step('address', () => resolved(guard, place.url));
    const socket = await step('connection', () => connected(url, address, signal));
    socket.on('error', () => undefined); // what it says later concerns nobody
    try {
      if (url.protocol === 'https:') await step('tls', () => secured(socket, url, place.tls, signal));
    } finally {
      socket.destroy();
    }
    const { login, withheld } = place;
    if (withheld) {
      const { step: name, ...why } = withheldStep;
      await step(name, () => Promise.reject(new StepFailed(why.detail, 'permanent', why.remedy)));
    }
    if (login !== undefined) await step('token', async () => [`a token was given${await after(login)}`, undefined]);
    await step('answer', () => answered(place));
    return { reached: true, steps };
  } catch (error) {
    return { reached: false, steps, failure: error instanceof StepFailed ? error.failure : 'transient' };
  }
}

/** What is given is secret: nothing is told of it. */
const after = async (login: () => Promise<string>): Promise<''> => {
  try {
    await login();
    return '';
  } catch (error) {
    if (error instanceof NoToken) throw new StepFailed(error.message, error.refused ? 'permanent' : 'transient');
    throw error;
  }
};

async function resolved(guard: OutboundGuard, url: string) {
  const address = await guard(url);
  if (isRefusal(address)) throw new StepFailed(address.detail, 'permanent', address.remedy);
  return [address.address, address] as const;
}

async function connected({ port, protocol, hostname }: URL, to: Address, signal: AbortSignal) {
  const number = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
  const socket = connect({ host: to.address, port: number, family: to.family });
  await happens(socket, 'connect', signal);
  return [`${hostname}, port ${number}`, socket] as const;
}

async function secured(socket: Socket, { hostname }: URL, tls: ClientTls, signal: AbortSignal) {
  const host = hostname.replace(/^\[|\]$/g, '');
  const session = secure({ socket, host, ...(isIP(host) === 0 && { servername: host }), ...tls });
  await happens(session, 'secureConnect', signal);
  const { issuer, valid_to: until } = session.getPeerCertificate();
  const detail = `${session.getProtocol()}, certificate of ${issuer?.CN ?? issuer?.O ?? 'an unnamed authority'}, valid until ${until}`;
  return [detail, undefined] as const;
}

async function answered({ call }: Place) {
  const answer = await call();
  if (!isAnswered(answer)) throw new StepFailed(answer.reason, answer.failure);
  const { status, headers } = answer;
  if (status === 401 || status === 403 || status === 407)
    throw new StepFailed(
      `status ${status}: the partner does not know our credentials, or does not let us in`,
      'permanent',
      'set the credential anew as the partner gave it, and compare `https.auth` with what it wants',
    );
  if (status >= 300 && status < 400)
    throw new StepFailed(
      `status ${status}: it leads to ${headers['location'] ?? 'nowhere'}, and we follow nobody`,
      'permanent',
      'give the address where it ends as `url`',
    );
  if (status >= 500) throw new StepFailed(`status ${status}`, 'transient');
  return [`status ${status} to a question; what it says to a document shows when one is sent`, undefined] as const;
}

/** Until it happens, or fails, or the time is over. */
async function happens(socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      socket.once(event, () => resolve());
      socket.on('error', reject);
      socket.once('close', () => reject(new Error('the other side closed the connection')));
      if (signal.aborted) reject(signal.reason);
    });
  } catch (error) {
    socket.destroy();
    throw error;
  }
}
