import { log } from '#common/log.ts';
import type { Needs } from './needs.ts';

/** Has done what is written down already: where the queue is away, `sweep` wakes it. */
export async function wakeOrSweep(
  { wake }: Pick<Needs, 'wake'>,
  message: { readonly tenant: string; readonly listener: string } | { readonly tenant: string; readonly order: true },
): Promise<void> {
  await wake(message).catch((error: unknown) => {
    log('wake-failed', { ...message, error: String(error) });
  });
}
