import type { Span } from '#common/store/index-refs.ts';
import { utc } from '#common/store/index-rows.ts';
import type { Ledger } from '#common/store/ledger.ts';
import { linkedTransactions } from '#shared/trace/linked-transactions.ts';
import { transformationsOf } from '#shared/trace/made-of.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { happeningsTo, type Timeline } from '#shared/trace/timeline.ts';
import { fetchWithin } from './fetch-within.ts';
import type { ReadBudget } from './read-budget.ts';
import { type Ref, watching } from './read-refs.ts';

/** A unit at a time. */
interface At {
  /** Canonical. */
  readonly epc: string;
  /** Of the events that name it, none after `at`. */
  readonly timeline: Timeline;
  /** Events after this time (ISO 8601 with zone) are not read; undefined: all are. */
  readonly at: string | undefined;
}

/**
 * Events that concern a unit without naming it: the other parts of its transformations, and those that end a business document for all
 * objects. Nothing is read for a unit that has neither.
 */
export async function readRelations(
  ledger: Pick<Ledger, 'refsByTransformation' | 'refsByTransaction' | 'fetchDeclaredEach'>,
  tenant: string,
  { epc, timeline, at }: At,
  budget: ReadBudget,
): Promise<StoredEvent[]> {
  const transformations = [...transformationsOf(timeline, epc)];
  const documents = linkedTransactions(timeline, epc).map(({ bizTransaction }) => bizTransaction);
  // `~` sorts after what follows the time in a position.
  const span: Span = { ascending: true, to: at && `${utc(at)}~`, watch: watching(budget) };
  const since: Span = { ...span, from: linkedFrom(timeline, epc) };
  const [parts, ends] = await Promise.all([
    transformations.length > 0 ? heldOf(ledger.refsByTransformation(tenant, transformations, span), budget) : [],
    documents.length > 0 ? heldOf(ledger.refsByTransaction(tenant, documents, since), budget) : [],
  ]);
  const [made, ended] = await Promise.all([
    fetchWithin(ledger, tenant, parts, budget),
    fetchWithin(ledger, tenant, ends, budget, mayEnd),
  ]);
  return [...made, ...ended];
}

/** When the unit was first linked to a document: what ended one for all before that did not end it for the unit. */
function linkedFrom(timeline: Timeline, epc: string): string | undefined {
  const first = happeningsTo(timeline, epc).find(({ stored: { event } }) => event.type === 'TransactionEvent');
  return first && utc(first.stored.event.eventTime);
}

/** True for what ends documents for all objects, and for declarations that it did not. */
const mayEnd = ({ event }: StoredEvent): boolean =>
  event.errorDeclaration !== undefined ||
  (event.type === 'TransactionEvent' && event.action === 'DELETE' && mentionsOf(event).length === 0);

async function heldOf(source: AsyncGenerator<Ref>, budget: ReadBudget): Promise<Ref[]> {
  const refs: Ref[] = [];
  for await (const ref of source) {
    budget.look(1);
    refs.push(ref);
  }
  return refs;
}
