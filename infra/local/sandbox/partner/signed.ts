import { Webhook } from 'standardwebhooks';
import type { Asked } from '../serve.ts';

/** The signature fits (Standard Webhooks), and the timestamp is within five minutes of now. */
export function isSignedWith(secret: string, { headers, body }: Pick<Asked, 'headers' | 'body'>): boolean {
  const texts = Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
  try {
    new Webhook(secret).verify(body, texts, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}
