import * as v from 'valibot';
import { getRows } from '#common/store/batches.ts';
import { storedDelivery } from '#common/store/delivery-row.ts';
import { deliveryKey } from '#common/store/keys.ts';
import type { World } from '../kit/delivery-world.ts';
import { tables } from '../kit/dynoxide.ts';
import { type BenchDocument, behaviourOf, deliveryIdOf, nameOf, tenant, wayOf } from './network-documents.ts';
import { noTally, type Tally } from './network-tally.ts';

const number = v.number();
const tally = v.object({ distinct: number, sum: number, doubled: number, strangers: number, late: number });
const told = v.object({ tallies: v.record(v.string(), tally), named: number });

interface Ours {
  readonly planned: Tally;
  readonly delivered: Tally;
}

/** What our rows say, held against what each partner has counted by itself. */
export interface Reconciled {
  /** Documents by how their partner behaves and how their row stands. */
  readonly states: ReadonlyMap<string, number>;
  /** Documents that partners have counted by themselves. */
  readonly distinct: number;
  /** Those that came once more: to partners that are well, and to all others, which are tried until they answer. */
  readonly doubled: { readonly well: number; readonly others: number };
  readonly wrong: readonly string[];
}

const AT_ONCE = 1_000;
/** How the rows of partners that do not do what they should end. */
const endOf = { well: 'delivered', drips: 'rejected' } as const;

/** @param url of the peers */
export async function reconcile(
  { table }: Pick<World, 'table'>,
  documents: readonly BenchDocument[],
  url: string,
): Promise<Reconciled> {
  const { tallies, named } = v.parse(told, await (await fetch(`${url}/tally`)).json());
  const states = new Map<string, number>();
  const wrong: string[] = [];
  const ours = new Map<string, Ours>();
  for (let first = 0; first < documents.length; first += AT_ONCE) {
    const some = documents.slice(first, first + AT_ONCE);
    const keys = some.map((one) => deliveryKey(tenant, deliveryIdOf(one)));
    const rows = (await getRows(table.db, tables.deliveries, keys)).map((row) => v.parse(storedDelivery, row));
    const byId = new Map(rows.map((row) => [row.deliveryId, row]));
    for (const one of some) {
      const behaviour = behaviourOf(one.partner);
      const row = byId.get(deliveryIdOf(one));
      const key = `${behaviour}: ${row?.state}`;
      states.set(key, (states.get(key) ?? 0) + 1);
      const expected = behaviour === 'well' || behaviour === 'drips' ? endOf[behaviour] : 'parked';
      if (row?.state !== expected || (expected !== 'delivered' && !row.failure))
        wrong.push(`document ${one.number} is ${key} (${row?.failure})`);
      const name = nameOf(one.side, one.partner);
      const { planned, delivered } = ours.get(name) ?? { planned: noTally(), delivered: noTally() };
      ours.set(name, { planned, delivered });
      for (const counted of row?.state === 'delivered' ? [planned, delivered] : [planned]) {
        counted.distinct++;
        counted.sum += one.number;
      }
    }
  }
  const partners = new Map(documents.map((one) => [nameOf(one.side, one.partner), one.partner]));
  for (const [name, partner] of partners)
    wrong.push(...differences(name, partner, ours.get(name), tallies[name] ?? noTally()));
  const bySftp = documents.filter((one) => wayOf(one.partner) === 'sftp').length;
  if (named !== bySftp) wrong.push(`${named} files got their name by SFTP, of ${bySftp}`);
  const doubled = { well: 0, others: 0 };
  for (const [name, partner] of partners)
    doubled[behaviourOf(partner) === 'well' ? 'well' : 'others'] += tallies[name]?.doubled ?? 0;
  const distinct = Object.values(tallies).reduce((sum, one) => sum + one.distinct, 0);
  return { states, wrong, distinct, doubled };
}

function differences(name: string, partner: number, ours: Ours | undefined, theirs: Tally): string[] {
  const wrong: string[] = [];
  if (theirs.strangers > 0) wrong.push(`${name} was sent ${theirs.strangers} documents that are not its own`);
  if (wayOf(partner) === 'ordered' && theirs.late > 0) wrong.push(`${name} got ${theirs.late} documents too late`);
  const behaviour = behaviourOf(partner);
  const expected = behaviour === 'well' ? ours?.delivered : behaviour === 'drips' ? ours?.planned : undefined;
  if (expected !== undefined && (expected.distinct !== theirs.distinct || expected.sum !== theirs.sum))
    wrong.push(`${name} counts ${theirs.distinct} documents, and we ${expected.distinct}`);
  return wrong;
}
