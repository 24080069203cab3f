import { entryOfMessage, nextMessage, withOwn } from '#common/desk/desk-change.ts';
import { newDeskCase, titleOf } from '#common/desk/new-desk-case.ts';
import { noRoom } from '#common/desk/room-in-case.ts';
import { log } from '#common/log.ts';
import { BY_RULES, type DeskCase } from '#common/store/desk-case-row.ts';
import type { DeskCases } from '#common/store/desk-cases.ts';
import type { InboundDocument } from '#common/store/inbound-row.ts';
import type { Registry } from '#common/store/registry.ts';
import { graceMs } from '#shared/desk/desk-clocks.ts';
import { MOST_EVENTS, MOST_THINGS, noSubject } from '#shared/desk/desk-subject.ts';
import { isOver } from '#shared/desk/kinds.ts';
import type { Partner } from '#shared/master-data/partner.ts';

export interface ReturnNeeds {
  readonly cases: Pick<DeskCases, 'begunBy' | 'commit'>;
  readonly registry: Pick<Registry, 'partner'>;
  readonly now: () => Date;
  readonly uuid: () => string;
}

const kind = 'misalignment';

type Returned = InboundDocument & { readonly returns: NonNullable<InboundDocument['returns']> };

/**
 * Asks a partner that sends back goods of ours which nobody told us that it had: they are taken, and whose they were meanwhile has to be found out before anybody sells them
 * again. There is one case of it at a time, to which more documents add theirs, however many a partner sends. Done again it asks nothing twice.
 */
export async function askAboutReturns(needs: ReturnNeeds, document: InboundDocument): Promise<void> {
  const { tenant, documentId, returns } = document;
  if (returns === undefined) return;
  const partner = await needs.registry.partner(tenant, document.partner);
  if (partner === undefined) return;
  const { cases, name } = await askedBefore(needs, tenant, partner);
  if (cases.some(({ digest, row }) => digest === documentId || row.messages.some(({ id }) => id === documentId)))
    return;
  const open = cases.find(({ row }) => !isOver(row.state))?.row;
  const asked = { ...document, returns };
  await (open === undefined ? opens(needs, asked, partner, name) : adds(needs, asked, partner, open));
}

/** Cases of what a partner sent back, and what the next one is begun by. */
async function askedBefore({ cases }: ReturnNeeds, tenant: string, { partner }: Partner) {
  const found: { row: DeskCase; digest: string }[] = [];
  for (let n = 1; ; n++) {
    const name = `returns of ${partner} ${n}`;
    const one = await cases.begunBy(tenant, name);
    if (one === undefined) return { cases: found, name };
    found.push(one);
  }
}

async function opens(needs: ReturnNeeds, { tenant, documentId, returns }: Returned, partner: Partner, name: string) {
  const at = needs.now();
  const subject = { ...noSubject, things: returns.things, events: returns.events, packs: returns.count };
  const text = `goods of ours are sent back, and nobody told us that ${partner.name} had them`;
  const origin = { kind: 'receipt', id: returns.events[0] } as const;
  const toldFrom = new Date(at.getTime() + graceMs(kind));
  const begun = {
    tenant,
    partner,
    kind,
    origin,
    subject,
    text,
    by: BY_RULES,
    name,
    digest: documentId,
    toldFrom,
  } as const;
  const done = await needs.cases.commit([newDeskCase(begun, at, needs.uuid)], at);
  if (done === 'moved') throw moved(name);
  log('desk-opened', { tenant, case: done[0]?.id, kind });
}

/** One that has no room for more stays as it is: the document's row says what came with it. */
async function adds(
  { cases, now }: ReturnNeeds,
  { documentId, returns }: Returned,
  partner: Partner,
  before: DeskCase,
) {
  const at = now();
  const text = `${returns.count} more are sent back by document ${documentId}, the first is ${returns.things[0]}`;
  const message = nextMessage(before, { id: documentId, side: before.side, act: 'note', text }, at);
  const { things, events, packs = things.length } = before.subject;
  const subject = {
    ...before.subject,
    things: [...new Set([...things, ...returns.things])].slice(0, MOST_THINGS),
    events: [...new Set([...events, ...returns.events])].slice(0, MOST_EVENTS),
    packs: packs + returns.count,
  };
  const grown = { ...before, subject, title: titleOf(kind, subject, partner.name) };
  const after = withOwn(grown, message, at);
  if (noRoom(after, before.side) !== undefined) return;
  const entries = [entryOfMessage(message, BY_RULES, at)];
  if ((await cases.commit([{ before, after, entries }], at)) === 'moved') throw moved(before.id);
}

/** Another document of the partner was faster: the next attempt finds the case as it is then. */
const moved = (of: string) => new Error(`the case of ${of} was written by another meanwhile`);
