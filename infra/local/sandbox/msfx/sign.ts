import { createHash, createHmac } from 'node:crypto';

/** An application that may call, and the sessions by which firms let it act for them. */
export interface App {
  readonly appKey: string;
  readonly appSecret: string;
  /** `ref_ent_id` of the account by session. */
  readonly sessions: Readonly<Record<string, string>>;
}

/** What the gate says instead of letting a call through. */
export interface Turned {
  readonly code: number;
  readonly msg: string;
}

/** A signature may be so old, milliseconds. */
const MOST_OFF_MS = 10 * 60_000;
const AHEAD_MS = 8 * 3_600_000;

/**
 * Checks who calls, when, and that nothing was changed: MD5 over the secret, the sorted parameters and the secret; or an HMAC of the parameters.
 *
 * @returns the account's `ref_ent_id`
 */
export function letIn(parameters: ReadonlyMap<string, string>, apps: readonly App[], now: number): string | Turned {
  const get = (name: string) => parameters.get(name) ?? '';
  if (get('app_key') === '') return { code: 28, msg: 'Missing App Key' };
  const app = apps.find(({ appKey }) => appKey === get('app_key'));
  if (app === undefined) return { code: 29, msg: 'Invalid App Key' };
  if (get('timestamp') === '') return { code: 30, msg: 'Missing Timestamp' };
  const said = Date.parse(`${get('timestamp').replace(' ', 'T')}Z`) - AHEAD_MS;
  if (Number.isNaN(said) || Math.abs(said - now) > MOST_OFF_MS) return { code: 31, msg: 'Invalid Timestamp' };
  if (get('sign') === '') return { code: 24, msg: 'Missing Signature' };
  if (get('sign') !== signatureOf(parameters, app.appSecret)) return { code: 25, msg: 'Invalid Signature' };
  if (get('session') === '') return { code: 26, msg: 'Missing Session' };
  return app.sessions[get('session')] ?? { code: 27, msg: 'Invalid Session' };
}

/** The signature that the parameters should have, by the method that they name. */
export function signatureOf(parameters: ReadonlyMap<string, string>, secret: string): string {
  const names = [...parameters.keys()].filter((name) => name !== 'sign' && parameters.get(name) !== '').sort();
  const text = names.map((name) => `${name}${parameters.get(name)}`).join('');
  const method = parameters.get('sign_method') ?? 'md5';
  const made =
    method === 'md5'
      ? createHash('md5').update(`${secret}${text}${secret}`, 'utf8')
      : createHmac(method === 'hmac' ? 'md5' : 'sha256', secret).update(text, 'utf8');
  return made.digest('hex').toUpperCase();
}
