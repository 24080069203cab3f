import type { InboundDocument } from '#common/store/inbound-row.ts';
import type { Turned } from './inbound-turn.ts';

const MINUTE_MS = 60_000;
/** A document whose predecessor is missing is tried again so often, for so long (decision 0029). */
const EVERY_MS = 15 * MINUTE_MS;
const PATIENCE_MS = 4 * 60 * MINUTE_MS;

/** A document goes on waiting for what `waitsFor` says in words; undefined once it has waited for long enough. */
export function waiting(
  { waitsSince }: Pick<InboundDocument, 'waitsSince'>,
  waitsFor: string,
  now: Date,
): Turned | undefined {
  const since = waitsSince ?? now.toISOString();
  if (now.getTime() - Date.parse(since) >= PATIENCE_MS) return undefined;
  return {
    change: { state: 'waiting', waitsSince: since, triedAt: now.toISOString(), waitsFor },
    againMs: EVERY_MS,
  };
}
