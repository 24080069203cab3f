import type { FollowUp } from '#common/follow-up.ts';
import { isReceipt, isShipment } from '#common/is-shipment.ts';
import { log } from '#common/log.ts';
import { documentsOf, movementIn } from '#common/movement-in.ts';
import { Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { DeskCase } from '#common/store/desk-case-row.ts';
import type { DeskCases } from '#common/store/desk-cases.ts';
import type { DscsaSettings } from '#common/store/dscsa-settings.ts';
import { isActive } from '#common/store/exception-row.ts';
import type { Exceptions } from '#common/store/exceptions.ts';
import type { Registry } from '#common/store/registry.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { graceMs } from '#shared/desk/desk-clocks.ts';
import { type DeskSubject, MOST_THINGS, noSubject } from '#shared/desk/desk-subject.ts';
import type { DeskKind } from '#shared/desk/kinds.ts';
import { receiptDifferences } from '#shared/desk/receipt-differences.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { RuleCode } from '#shared/integrity/rules.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { lineageOf } from './lineage-of.ts';
import { newDeskCase } from './new-desk-case.ts';

export interface ReceiptNeeds {
  readonly cases: Pick<DeskCases, 'get' | 'commit' | 'begunBy' | 'naming'>;
  readonly registry: Pick<Registry, 'tenant' | 'partner' | 'partners' | 'location'>;
  readonly unitEvents: UnitEvents;
  /** Which partners have a desk of the PDG's. */
  readonly settingsOf: (tenant: string) => Promise<DscsaSettings>;
  readonly exceptions: Pick<Exceptions, 'ofUnits'>;
  /** The desk's queue; absent where `sweep` alone wakes its cases. */
  readonly wakeDesk?: SendToQueue;
  readonly now: () => Date;
  readonly uuid: () => string;
}

/** After so long no more receipts are looked at: the functions that capture live for 60 and 120 seconds, and others wait for them. */
const ENOUGH_MS = 20_000;
/** Things of one capture by which cases are found at once; cases of others are looked at in their own time. */
const MOST_NAMED = 5_000;
/** Things of one receipt that are held against what was announced: a receipt of more is of single packs, and is looked at by people. */
const MOST_RECEIVED = 1_000;

/**
 * Holds receipts from partners against what these announced: what came without data, or beside what was announced, and what was announced and did not come,
 * opens a case, which is told the partner when it has had time to explain itself. What is captured of things that a case names has that case looked at.
 */
export const followReceipts =
  (needs: ReceiptNeeds): FollowUp =>
  async (tenant, events) => {
    const moves = effectiveEvents(events).filter((one) => isReceipt(one) || isShipment(one));
    if (moves.length === 0) return;
    await hasten(needs, tenant, moves);
    const end = needs.now().getTime() + ENOUGH_MS;
    for (const [i, receipt] of moves.filter(isReceipt).entries()) {
      if (i > 0 && needs.now().getTime() >= end)
        return log('check-cut-short', { tenant, captureId: receipt.captureId, eventId: receipt.eventId });
      await orFault(() => hold(needs, tenant, receipt));
    }
  };

async function hold(needs: ReceiptNeeds, tenant: string, receipt: StoredEvent): Promise<void> {
  const { event, eventId } = receipt;
  const received = [...new Set(mentionsOf(event).map(({ epc }) => epc))];
  if (received.length === 0 || received.length > MOST_RECEIVED) return;
  const movement = await movementIn(needs, tenant, event);
  const partner =
    movement !== undefined && 'from' in movement && movement.kind === 'receipt' ? movement.from.partner : undefined;
  if (partner === undefined) return;
  const events = await lineageOf(needs.unitEvents, tenant, await withShipped(needs, tenant, received));
  const own = await needs.registry.tenant(tenant);
  const { unannounced, shipments } = receiptDifferences(received, events, own && canonicalEpc(own.party));
  // Beside things that were announced it is too much; where nothing was, the data are missing.
  const kind = shipments.length > 0 ? 'overage' : 'missing-data';
  const named = (ids: readonly string[]) =>
    documentsIn(effectiveEvents([...events, receipt]).filter(({ eventId: id }) => ids.includes(id)));
  const came = [eventId, ...shipments.map(({ id }) => id)];
  const open = (of: DeskKind, things: readonly string[], ids: readonly string[], name: string, by = ids) =>
    things.length === 0
      ? undefined
      : opened(needs, tenant, { partner, kind: of, things, events: ids, name, documents: named(by) });
  await open(kind, unannounced, [eventId], `receipt ${eventId} unannounced`, came);
  // A shipment may come by several receipts: at each of them it is one finding that some of it is missing.
  for (const { id, missing } of shipments)
    await open('missing-product', missing, [eventId, id], `shipment ${id} missing`);
  await misalignments(needs, tenant, { partner, received, documents: named(came) });
}

/** Orders and papers that events name, each once; those that a case has no room for are left out. */
function documentsIn(events: readonly StoredEvent[]): DeskSubject['documents'] {
  const all = events.flatMap(({ event }) => documentsOf(event));
  const fitting = all.filter(({ type, number }) => type !== '' && type.length <= 40 && number.length <= 200);
  return [...new Map(fitting.map((one) => [`${one.type} ${one.number}`, one])).values()].slice(0, 20);
}

/** What came, and what else its shipments name: that may be what is missing. */
async function withShipped(
  { unitEvents }: ReceiptNeeds,
  tenant: string,
  received: readonly string[],
): Promise<string[]> {
  const events = effectiveEvents(await lineageOf(unitEvents, tenant, received)).filter(isShipment);
  const named = events.flatMap(({ event }) => mentionsOf(event).map(({ epc }) => epc));
  return [...new Set([...received, ...named])].slice(0, 2 * MOST_RECEIVED);
}

/** Contradictions that say that goods are packed, or marked, otherwise than their data. */
const misaligned: readonly RuleCode[] = ['lot-contradiction', 'packed-twice', 'moved-without-parent', 'left-inside'];

/** What came of a partner, with the orders and papers that it came by. */
interface Came {
  readonly partner: string;
  readonly received: readonly string[];
  readonly documents: DeskSubject['documents'];
}

/** What the rules of integrity found of what came: its sender's data do not fit the goods, or one another. */
async function misalignments(
  needs: ReceiptNeeds,
  tenant: string,
  { partner, received, documents }: Came,
): Promise<void> {
  const found = await needs.exceptions.ofUnits(tenant, received, ['subject']);
  for (const row of found.filter((one) => isActive(one) && misaligned.includes(one.rule))) {
    const { exceptionId: id, epcs: things, eventIds: events, detail } = row;
    const name = `exception ${id}`;
    const said = { things, events, name, documents, exception: id, text: detail };
    await opened(needs, tenant, { partner, kind: 'misalignment', ...said });
  }
}

interface Finding {
  readonly partner: string;
  readonly kind: DeskKind;
  readonly things: readonly string[];
  readonly events: readonly string[];
  readonly documents: DeskSubject['documents'];
  /** The same finding has the same name, whoever finds it and however often. */
  readonly name: string;
  /** Of ours that it is of. */
  readonly exception?: string;
  readonly text?: string;
}

const words: Readonly<Partial<Record<DeskKind, string>>> = {
  'missing-data': 'goods came of which no data came',
  overage: 'goods came beside what was announced',
  'missing-product': 'goods were announced and did not come',
};

async function opened(needs: ReceiptNeeds, tenant: string, finding: Finding): Promise<void> {
  const { kind, name, things, events, documents, exception, text = words[kind] ?? kind } = finding;
  const partner = await needs.registry.partner(tenant, finding.partner);
  if (partner === undefined || (await needs.cases.begunBy(tenant, name)) !== undefined) return;
  const { desks } = await needs.settingsOf(tenant);
  // A report of the PDG's schema names its order: of goods that came without one the partner is told as any other.
  const isOrdered = documents.some(({ type }) => type === 'po');
  const pdg = isOrdered && desks.some((desk) => desk.partner === partner.partner);
  const at = needs.now();
  const subject = {
    ...noSubject,
    things: things.slice(0, MOST_THINGS),
    events: events.slice(0, 20),
    documents: [...documents],
    packs: things.length,
  };
  const origin: DeskCase['origin'] =
    exception === undefined ? { kind: 'receipt', id: events[0] } : { kind: 'exception', id: exception };
  const toldFrom = new Date(at.getTime() + graceMs(kind));
  const begun = { tenant, partner, pdg, kind, origin, subject, text, by: 'rules', name, digest: name, toldFrom };
  // `moved`: another found the same at the same time, and has opened it.
  const done = await needs.cases.commit([newDeskCase(begun, at, needs.uuid)], at);
  if (done !== 'moved') log('desk-opened', { tenant, case: done[0]?.id, kind });
}

/** What is captured of its things may explain a case: it is looked at now. */
async function hasten(needs: ReceiptNeeds, tenant: string, moves: readonly StoredEvent[]): Promise<void> {
  const named = moves.flatMap(({ event }) => mentionsOf(event).map(({ epc }) => canonicalEpc(epc)));
  for (const id of await needs.cases.naming(tenant, named.slice(0, MOST_NAMED))) {
    const row = await needs.cases.get(tenant, id);
    if (row?.work === undefined || row.side === 'respondent') continue;
    const at = needs.now();
    const after: DeskCase = { ...row, work: { notBefore: at.toISOString() } };
    // `moved`: whoever moved it looks at it, or set its own time.
    if ((await needs.cases.commit([{ before: row, after, entries: [] }], at)) !== 'moved')
      await needs.wakeDesk?.({ tenant, case: id });
  }
}

/** A table that was busy is no reason to set a capture aside: whoever captured does it again. */
async function orFault(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw error instanceof Refused ? new Error(error.message, { cause: error }) : error;
  }
}
