import { createHash } from 'node:crypto';

/** The same cause gives the same delivery, whoever plans it and however often. 32 hexadecimal digits. */
export function deliveryId(...cause: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(cause)).digest('hex').slice(0, 32);
}
