import type { Ledger } from '#common/store/ledger.ts';
import { linkedTransactions } from '#shared/trace/linked-transactions.ts';
import { transformationsOf } from '#shared/trace/made-of.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { timelineOf } from '#shared/trace/timeline.ts';
import type { Ref } from './read-refs.ts';

/** Latest events of a transformation or a document that are looked at. */
const MOST = 2_000;

/**
 * Events that concern a unit without naming it: the other parts of its transformations, and those that end a business document for all
 * objects. Nothing is read for a unit that has neither.
 *
 * @param events those that name it
 */
export async function readRelations(
  ledger: Pick<Ledger, 'refsByTransformation' | 'refsByTransaction' | 'fetchDeclared'>,
  tenant: string,
  epc: string,
  events: readonly StoredEvent[],
): Promise<StoredEvent[]> {
  const timeline = timelineOf(events);
  const transformations = [...transformationsOf(timeline, epc)];
  const documents = linkedTransactions(timeline, epc).map(({ bizTransaction }) => bizTransaction);
  const latest = { ascending: false };
  const [parts, ends] = await Promise.all([
    transformations.length > 0 ? some(ledger.refsByTransformation(tenant, transformations, latest)) : [],
    documents.length > 0 ? some(ledger.refsByTransaction(tenant, documents, latest)) : [],
  ]);
  const refs = [...parts, ...ends];
  return refs.length > 0 ? ledger.fetchDeclared(tenant, refs) : [];
}

async function some(source: AsyncGenerator<Ref>): Promise<Ref[]> {
  const refs: Ref[] = [];
  for await (const ref of source) {
    refs.push(ref);
    if (refs.length === MOST) break;
  }
  return refs;
}
