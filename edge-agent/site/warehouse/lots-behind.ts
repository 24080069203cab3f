import { identify } from '#shared/gs1/identify.ts';
import { epcsOf } from '../../line/packing/identity.ts';
import { integer } from '../../store/row.ts';
import type { WarehouseNeeds } from './floor.ts';
import type { Asked, Repository } from './repository.ts';

/** Lots of our own lines that things or what is in them are of, and whose release nobody has told yet. */
export function lotsBehind(needs: WarehouseNeeds, epcs: readonly string[]): number[] {
  const batches = new Set(epcs.flatMap((epc) => batchesOf(needs, epc)));
  return batches.size === 0 ? [] : waiting(needs).filter((batch) => batches.has(batch));
}

/** Lots of our own lines that are closed and whose release nobody has told yet, the oldest first. */
export function waiting({ db }: Pick<WarehouseNeeds, 'db'>): number[] {
  return db
    .prepare(
      `SELECT batch FROM batches WHERE state IN ('closed', 'reported')
         AND batch NOT IN (SELECT batch FROM warehouse_batches WHERE released = 1) ORDER BY batch`,
    )
    .all()
    .map((row) => integer(row, 'batch'));
}

/** Whether the lot of a batch is released. Throws a `CloudFailure` when nobody answers. */
export function askReleased(
  { batches, repository }: Pick<WarehouseNeeds, 'batches'> & { readonly repository: Repository },
  batch: number,
  asked: Asked,
): Promise<boolean> {
  const { owner, ...of } = batches.orderOf(batch);
  return repository.isReleased(owner, of, asked);
}

/** Without a row a thing is perhaps of a lot that was closed just now, or in a container that nobody has opened. */
function batchesOf({ inventory, packs, containers }: WarehouseNeeds, epc: string): number[] {
  const rows = inventory.within(epc);
  if (rows.length > 0) return rows.flatMap(({ batch }) => batch ?? []);
  const named = identify(epc);
  if (named.kind === 'other') return [];
  const pack = named.kind === 'sgtin' ? packs.find(named.gtin, named.serial) : undefined;
  const found = pack ?? containers.byEpc(epcsOf(named.kind === 'sgtin' ? { ...named, kind: 'item' } : named));
  return found === undefined ? [] : [found.batch];
}
