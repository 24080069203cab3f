import { newDeskCase } from '#common/desk/new-desk-case.ts';
import { log } from '#common/log.ts';
import type { DeskCases } from '#common/store/desk-cases.ts';
import type { InboundDocument } from '#common/store/inbound-row.ts';
import type { Registry } from '#common/store/registry.ts';
import { graceMs } from '#shared/desk/desk-clocks.ts';
import { noSubject } from '#shared/desk/desk-subject.ts';

export interface ReturnNeeds {
  readonly cases: Pick<DeskCases, 'begunBy' | 'commit'>;
  readonly registry: Pick<Registry, 'partner'>;
  readonly now: () => Date;
  readonly uuid: () => string;
}

const kind = 'misalignment';

/**
 * Opens a case with a partner that sends back goods of ours which nobody told us that it had: they are taken, and whose they were meanwhile has to be found out before
 * anybody sells them again. Done again it opens no other.
 */
export async function askAboutReturns(needs: ReturnNeeds, document: InboundDocument): Promise<void> {
  const { tenant, documentId, returns } = document;
  if (returns === undefined) return;
  const name = `returns ${documentId}`;
  const partner = await needs.registry.partner(tenant, document.partner);
  if (partner === undefined || (await needs.cases.begunBy(tenant, name)) !== undefined) return;
  const at = needs.now();
  const subject = { ...noSubject, things: returns.things, events: returns.events, packs: returns.count };
  const text = `goods of ours are sent back, and nobody told us that ${partner.name} had them`;
  const origin = { kind: 'receipt', id: returns.events[0] } as const;
  const toldFrom = new Date(at.getTime() + graceMs(kind));
  const begun = { tenant, partner, kind, origin, subject, text, by: 'rules', name, digest: name, toldFrom } as const;
  // `moved`: another turn has opened it meanwhile.
  const done = await needs.cases.commit([newDeskCase(begun, at, needs.uuid)], at);
  if (done !== 'moved') log('desk-opened', { tenant, case: done[0]?.id, kind });
}
