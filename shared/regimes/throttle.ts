import type { Limit } from '../delivery/limit.ts';

/** How often one kind of call may be made to a system of a regulator. Installations may set another limit under `<system>/<call>`. */
export interface Throttle extends Limit {
  readonly system: string;
  /** As messages name it. */
  readonly call: string;
  /** Whose calls are counted together. */
  readonly per: 'tenant' | 'credential';
  /** H, M, L: how sure the source is · R: recalled · own: nothing is public, and it is our own care. */
  readonly confidence: 'H' | 'M' | 'L' | 'R' | 'own';
  readonly source: string;
}
