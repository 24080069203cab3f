import type { AddressSpace } from 'node-opcua-address-space';
import type { Callers } from './callers.ts';

/** What a binding needs: the address space, the standard's namespace in it, and who calls. */
export interface Bound {
  readonly space: AddressSpace;
  readonly namespace: number;
  readonly callers: Callers;
}
