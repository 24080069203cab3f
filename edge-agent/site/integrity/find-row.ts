import { identify } from '#shared/gs1/identify.ts';
import { epcsOf } from '../../line/packing/identity.ts';
import type { Containers, Named } from '../../store/containers.ts';
import type { Pack, Packs } from '../../store/packs.ts';

export interface RowNeeds {
  readonly containers: Containers;
  readonly packs: Packs;
}

/** The pack or container of the site that an EPC names; undefined for what was never here. */
export function findRow(
  { containers, packs }: RowNeeds,
  epc: string,
): { readonly pack: Pack } | { readonly container: Named } | undefined {
  const named = identify(epc);
  if (named.kind === 'other') return undefined;
  const pack = named.kind === 'sgtin' ? packs.find(named.gtin, named.serial) : undefined;
  if (pack !== undefined) return { pack };
  const code = named.kind === 'sscc' ? named : { kind: 'item' as const, gtin: named.gtin, serial: named.serial };
  const container = containers.byEpc(epcsOf(code));
  return container && { container };
}
