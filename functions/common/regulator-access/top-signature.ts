import { createHash, createHmac } from 'node:crypto';
import * as v from 'valibot';
import type { Proof } from './proof.ts';
import { text } from './secret-text.ts';

const methods = ['md5', 'hmac', 'hmac-sha256'] as const;
type Method = (typeof methods)[number];

/** An application at the Taobao Open Platform, and the session by which a firm lets it act. */
export const topMembers = {
  appKey: text,
  appSecret: text,
  session: v.exactOptional(text),
  signMethod: v.optional(v.picklist(methods), 'hmac'),
};

interface Held {
  readonly appKey: string;
  readonly appSecret: string;
  readonly session?: string;
  readonly signMethod: Method;
}

/** The platform's clock: `yyyy-MM-dd HH:mm:ss` in China Standard Time (UTC+8, all the year). */
const timestamp = (now: Date) => new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

/**
 * Signs parameters as the platform does: names in the order of their bytes, each with its value behind it, those without a value left out. Upper-case
 * hexadecimal.
 */
export function signTop(parameters: ReadonlyMap<string, string>, secret: string, method: Method): string {
  const told = [...parameters].filter(([, value]) => value !== '').sort(([a], [b]) => (a < b ? -1 : 1));
  const line = told.map(([name, value]) => name + value).join('');
  const digest =
    method === 'md5'
      ? createHash('md5').update(secret + line + secret, 'utf8')
      : createHmac(method === 'hmac' ? 'md5' : 'sha256', secret).update(line, 'utf8');
  return digest.digest('hex').toUpperCase();
}

/**
 * Taobao Open Platform: the parameters that all calls have are put to those of the body, and all of them signed with the application's secret. Those without
 * a value are not sent: the platform does not count them.
 */
export const byTopSignature = ({ appKey, appSecret, session, signMethod }: Held, now: () => Date): Proof => ({
  prove: (call) => {
    const own = new URLSearchParams(Buffer.from(call.body ?? []).toString('utf8'));
    const parameters = new Map([...own].filter(([, value]) => value !== ''));
    const common = { app_key: appKey, ...(session !== undefined && { session }), timestamp: timestamp(now()) };
    for (const [name, value] of Object.entries({ ...common, v: '2.0', format: 'json', sign_method: signMethod }))
      parameters.set(name, value);
    parameters.set('sign', signTop(parameters, appSecret, signMethod));
    const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8', ...call.headers };
    return { ...call, headers, body: Buffer.from(new URLSearchParams([...parameters]).toString()) };
  },
});
