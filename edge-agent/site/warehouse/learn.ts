import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Recall } from '#shared/messages/recalls-api.ts';
import { isRefusal } from '#shared/refusal.ts';
import { contentOf } from '#shared/warehouse/contents.ts';
import { asChange, type Stored } from '../../store/inventory.ts';
import { integer } from '../../store/row.ts';
import type { Floor, WarehouseNeeds } from './floor.ts';
import { markRecalled } from './mark-recalled.ts';
import { readCode } from './read-code.ts';
import type { Looked, Repository } from './repository.ts';

/** What the repository said before an act; all of it is missing while there is no WAN. */
export interface Learned {
  /** By canonical EPC. */
  readonly looked: ReadonlyMap<string, Looked>;
  readonly recalls: readonly Recall[] | undefined;
  /** Lots of our own lines that are released, by their batch. */
  readonly released: readonly number[];
}

export const nothingLearned: Learned = { looked: new Map(), recalls: undefined, released: [] };

interface Asking {
  readonly repository: Repository;
  readonly site: string;
  readonly log: (code: string, details: Readonly<Record<string, unknown>>) => void;
}

/** Asks the repository for things that are not verified here, for recalls, and for lots that wait for their release. Never throws. */
export async function learn(needs: WarehouseNeeds & Asking, scans: readonly string[]): Promise<Learned> {
  const { repository, settings, inventory, log } = needs;
  const looked = new Map<string, Looked>();
  const released: number[] = [];
  try {
    for (const scan of scans) {
      const code = readCode(scan);
      if (isRefusal(code) || inventory.find(code.epc)?.isVerified === true) continue;
      looked.set(code.epc, await repository.look(settings.owner, code.epc));
    }
    for (const { batch, owner, order } of waiting(needs))
      if (await repository.isReleased(owner, needs.site, order)) released.push(batch);
    return { looked, released, recalls: await repository.recalls(settings.owner) };
  } catch (error) {
    log('warehouse-not-verified', { error: String(error) });
    return { looked, released, recalls: undefined };
  }
}

/** Lots of our own lines whose release nobody has told yet. */
function waiting({ db, batches }: WarehouseNeeds): { batch: number; owner: string; order: string }[] {
  const rows = db
    .prepare(
      `SELECT batch FROM batches WHERE state IN ('closed', 'reported') AND batch NOT IN (SELECT batch FROM warehouse_batches WHERE released = 1)`,
    )
    .all();
  return rows.map((row) => {
    const batch = integer(row, 'batch');
    const { owner, order } = batches.orderOf(batch);
    return { batch, owner, order };
  });
}

/** Notes what was learned of what stands here, in an act's transaction. */
export function apply(floor: Floor, { looked, recalls = [], released }: Learned): void {
  const { db, inventory } = floor.needs;
  for (const batch of released) db.prepare('UPDATE warehouse_batches SET released = 1 WHERE batch = ?').run(batch);
  for (const [epc, said] of looked) {
    const there = inventory.find(epc);
    if (there === undefined || there.isVerified || !isProof(said)) continue;
    inventory.change(there, { isVerified: true, ...asChange(content(said)) }, floor.because('the repository knows it'));
    enterInside(floor, there, said);
  }
  markRecalled(floor, recalls);
}

/** True when what the repository said proves that a thing exists. */
export const isProof = (said: Looked | undefined): said is Looked & { isKnown: true } =>
  said?.isKnown === true &&
  (said.exists === 'commissioned' || (said.exists !== 'decommissioned' && said.inside.length > 0));

/** What a thing is by what was said of it and of what is in it. */
export function content(said: Looked & { isKnown: true }) {
  const packs = said.inside.filter(({ kind }) => kind === 'sgtin');
  if (packs.length === 0) return one(said, said.gtin === undefined ? 0 : 1);
  return contentOf(packs.map((pack) => one(pack, 1)));
}

const one = (
  { gtin, lot, expiry }: { gtin?: string | undefined; lot?: string | undefined; expiry?: string | undefined },
  packs: number,
) => ({
  gtin,
  lot,
  expiry,
  packs,
});

/** Takes in what the repository knows to be in a container, whatever its depth. What stands here already stays where it is. */
export function enterInside(floor: Floor, container: Stored, said: Looked & { isKnown: true }): void {
  const { inventory } = floor.needs;
  const because = floor.because(`the repository knows it in ${container.epc}`);
  const { owner, location, state, order } = container;
  const flags = {
    isVerified: true,
    isRecalled: false,
    isReleased: true,
    held: undefined,
    batch: undefined,
    isListed: true,
  };
  const parents = new Map(said.inside.map((inner) => [inner.epc, inner.parent]));
  const packsIn = new Map<string, ReturnType<typeof one>[]>();
  for (const pack of said.inside.filter(({ kind }) => kind === 'sgtin'))
    for (let outer = parents.get(pack.epc); outer !== undefined; outer = parents.get(outer))
      if (packsIn.get(outer)?.push(one(pack, 1)) === undefined) packsIn.set(outer, [one(pack, 1)]);
  for (const inner of said.inside) {
    const [epc, parent] = [canonicalEpc(inner.epc), canonicalEpc(inner.parent)];
    if (inventory.find(epc) !== undefined || inventory.find(parent) === undefined) continue;
    const kind = inner.kind === 'sgtin' ? 'pack' : 'container';
    const what = kind === 'pack' ? one(inner, 1) : contentOf(packsIn.get(inner.epc) ?? []);
    inventory.add({ owner, location, state, order, ...flags, epc, kind, parent, ...what }, because);
  }
}
