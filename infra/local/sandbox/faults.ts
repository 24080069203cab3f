import { createHash } from 'node:crypto';

/** What may go wrong with one request. */
export type FaultKind =
  /** The connection breaks before anything is read. */
  | { readonly kind: 'refuse' }
  /** An answer that says no; nothing is done. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number }
  /** The answer comes late. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Done, but the answer breaks off in the middle. */
  | { readonly kind: 'truncate' }
  /** Done, but the connection breaks before the answer. */
  | { readonly kind: 'no-answer' }
  /** A proxy's page instead of an answer; nothing is done. */
  | { readonly kind: 'html' }
  /** Done, but the answer names another request. */
  | { readonly kind: 'wrong-id' }
  /** The network brings the request twice. */
  | { readonly kind: 'duplicate' }
  /** Taken in, but its result never comes until the same request is sent again. */
  | { readonly kind: 'lost-result' }
  /** Taken in, but its result comes a minute late, after those of requests that came later. */
  | { readonly kind: 'out-of-order' };

/** When: the requests of one operation number `from` to `from + count - 1`, counted from 1; or by chance, `rate` from 0 to 1. */
export type Fault = FaultKind & {
  readonly on: string;
} & ({ readonly from: number; readonly count: number } | { readonly rate: number });

/** What every server here plays by itself, at any operation. */
export const playedAnywhere = ['refuse', 'status', 'slow', 'truncate', 'no-answer', 'html', 'duplicate'] as const;

/**
 * Faults with operations that play them in the place of `*`.
 *
 * @param plays of each operation, the kinds that it plays
 * @throws when one could not be played: a rehearsal that names it would show nothing
 */
export function playable(
  faults: readonly Fault[],
  plays: Readonly<Record<string, readonly FaultKind['kind'][]>>,
): readonly Fault[] {
  return faults.flatMap((fault) => {
    const { on, kind } = fault;
    const at = Object.keys(plays).filter((one) => (on === '*' || on === one) && plays[one]?.includes(kind));
    if (at.length === 0) throw new Error(`fault ${kind} cannot be played at ${on}; ${playsAt(on, plays)}`);
    return at.map((one) => ({ ...fault, on: one }));
  });
}

/** What an operation plays; where there is no such operation, which there are. */
function playsAt(on: string, plays: Readonly<Record<string, readonly FaultKind['kind'][]>>): string {
  const own = Object.hasOwn(plays, on) ? plays[on] : undefined;
  return own === undefined ? `operations: ${Object.keys(plays).join(', ')}` : `it plays: ${own.join(', ')}`;
}

/** Tells the fault of the next request of an operation, if it has one. */
export type FaultPlan = (operation: string) => FaultKind | undefined;

/** A plan that misbehaves in the same way whenever the same requests come in the same order. `on: '*'` means every operation. */
export function faultPlan(faults: readonly Fault[], seed: number): FaultPlan {
  const seen = new Map<string, number>();
  const chance = chances(seed);
  return (operation) => {
    const number = (seen.get(operation) ?? 0) + 1;
    seen.set(operation, number);
    const struck = faults.filter((fault) => {
      if (fault.on !== operation && fault.on !== '*') return false;
      return 'rate' in fault ? chance() < fault.rate : number >= fault.from && number < fault.from + fault.count;
    });
    return struck[0];
  };
}

/** Numbers from 0 to 1 that look like chance and repeat with their seed. */
function chances(seed: number): () => number {
  let drawn = 0;
  return () => createHash('sha256').update(`${seed} ${drawn++}`).digest().readUInt32BE() / 2 ** 32;
}
