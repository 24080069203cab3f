import { Webhook } from 'standardwebhooks';
import type { AnnouncementView } from '#shared/announcements/announcement.ts';
import type { LoggedDelivery } from '#shared/announcements/listeners-api.ts';
import { retryAfterOf } from '../exchange.ts';
import { isAnswered, type SendHttps } from '../send/https.ts';
import { logName } from '../store/listener-log.ts';
import type { Listener } from '../store/listeners.ts';
import { secretsAt } from './listener-secrets.ts';

export interface PostNeeds {
  readonly send: SendHttps;
  readonly root: () => Promise<Uint8Array>;
  readonly now: () => Date;
}

/** What became of a try, as the log has it, and what it asks for. */
export interface Posted {
  readonly entry: LoggedDelivery;
  /** It answered 410: it wants nothing more. */
  readonly isGone: boolean;
  /** Seconds. */
  readonly retryAfter?: number;
}

/**
 * Tells a listener of something (Standard Webhooks). Telling it again under its id is safe: the receiver can drop the double. Any status from 200 to 299 is a
 * receipt.
 */
export async function postAnnouncement(
  { send, root, now }: PostNeeds,
  listener: Listener,
  told: AnnouncementView,
  why: LoggedDelivery['why'],
): Promise<Posted> {
  const at = now();
  const body = Buffer.from(JSON.stringify(told));
  const signatures = secretsAt(await root(), listener, at).map((secret) =>
    new Webhook(secret).sign(told.id, at, body.toString('utf8')),
  );
  const headers = {
    'content-type': 'application/json',
    'webhook-id': told.id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signatures.join(' '),
  };
  const result = await send({ method: 'POST', url: listener.url, headers, body });
  const entry = {
    n: logName(at, told.id),
    event: told.id,
    type: told.type,
    at: at.toISOString(),
    duration: now().getTime() - at.getTime(),
    why,
  };
  if (!isAnswered(result)) return { entry: { ...entry, outcome: 'failed', failure: result.reason }, isGone: false };
  const { status } = result;
  if (status >= 200 && status < 300) return { entry: { ...entry, outcome: 'delivered', status }, isGone: false };
  const failed = { ...entry, outcome: 'failed', status, failure: `status ${status}` } as const;
  return { entry: failed, isGone: status === 410, ...retryAfterOf(result) };
}
