import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { identify } from '#shared/gs1/identify.ts';
import type { Recorded } from '#shared/line/check-group.ts';
import { epcsOf } from '../../line/packing/identity.ts';
import type { Batches } from '../../store/batches.ts';
import type { Containers } from '../../store/containers.ts';
import type { Packs } from '../../store/packs.ts';
import type { SiteExceptions } from '../../store/site-exceptions.ts';

export interface RecordNeeds {
  readonly batches: Batches;
  readonly containers: Containers;
  readonly packs: Packs;
  readonly exceptions: SiteExceptions;
}

/** What the site's records say under canonical EPCs, for one look: each is asked for once. */
export function recordsOf(needs: RecordNeeds): (canonical: string) => Recorded | undefined {
  const known = new Map<string, Recorded | undefined>();
  const parents = new Map<number, string | undefined>();
  const nothingHeld = needs.exceptions.holdsNothing();
  const parentOf = (container: number | undefined) => {
    if (container === undefined) return undefined;
    if (!parents.has(container)) {
      const epc = needs.containers.find(container)?.epc;
      parents.set(container, epc === undefined ? undefined : canonicalEpc(epc));
    }
    return parents.get(container);
  };
  const find = (canonical: string): Recorded | undefined => {
    const named = identify(canonical);
    if (named.kind === 'other') return undefined;
    const heldBy = nothingHeld ? undefined : needs.exceptions.holderOf(canonical);
    const pack = named.kind === 'sgtin' ? needs.packs.find(named.gtin, named.serial) : undefined;
    if (pack !== undefined) {
      const { lot, expiry } = needs.batches.orderOf(pack.batch);
      return { lot, expiry, isTold: pack.told, parent: parentOf(pack.container), heldBy };
    }
    const code = named.kind === 'sscc' ? named : { kind: 'item' as const, gtin: named.gtin, serial: named.serial };
    const container = needs.containers.byEpc(epcsOf(code));
    if (container === undefined) return undefined;
    const { lot, expiry } = needs.batches.orderOf(container.batch);
    return { lot, expiry, isTold: container.closedAt !== undefined, parent: parentOf(container.parent), heldBy };
  };
  return (canonical) => {
    if (!known.has(canonical)) known.set(canonical, find(canonical));
    return known.get(canonical);
  };
}
