import { newDeskCase } from '#common/desk/new-desk-case.ts';
import { log } from '#common/log.ts';
import type { DeskCases } from '#common/store/desk-cases.ts';
import { exceptionId, isActive } from '#common/store/exception-row.ts';
import type { Exceptions } from '#common/store/exceptions.ts';
import type { InboundProblem } from '#common/store/inbound-row.ts';
import { graceMs } from '#shared/desk/desk-clocks.ts';
import { noSubject } from '#shared/desk/desk-subject.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { Difference, Lot } from '#shared/messages/lots-api.ts';

export interface NoteNeeds {
  readonly exceptions: Pick<Exceptions, 'get' | 'open' | 'clear'>;
  readonly cases: Pick<DeskCases, 'begunBy' | 'commit'>;
  readonly now: () => Date;
  readonly uuid: () => string;
}

/** What a packer can do: differences say what our own people can. */
const CORRECT =
  'send what you have not told yet, then the end of the batch anew with a later EndedAt and what became of each number; or answer in the case that we open';

export interface Noted {
  readonly tenant: string;
  readonly partner: Partner;
  readonly lot: Lot;
  readonly differences: readonly Difference[];
}

/**
 * Opens an exception, and a case with the packer, for a lot whose numbers do not add up by what it told; clears the exception once they do. Done again it does no more.
 *
 * @returns what does not fit, as the packer is told it
 */
export async function noteDifferences(needs: NoteNeeds, noted: Noted): Promise<InboundProblem[]> {
  const { tenant, partner, lot, differences } = noted;
  const finding = {
    rule: 'lot-unreconciled' as const,
    subject: `lot ${lot.gtin} ${lot.lot}`,
    epcs: [],
    eventIds: [],
    detail: `${partner.name} closed lot ${lot.lot}, and ${differences.map(({ detail }) => detail).join('; ')}`,
  };
  const at = needs.now();
  const id = exceptionId(finding);
  if (differences.length === 0) {
    const before = await needs.exceptions.get(tenant, id);
    if (before !== undefined && isActive(before))
      await needs.exceptions.clear(tenant, before, at, 'the packer’s report adds up now');
    return [];
  }
  await needs.exceptions.open(tenant, [finding], `lot-${lot.order}`, at);
  await openCase(needs, noted, id, finding.detail);
  return differences.map(({ kind, detail }) => ({ code: kind, at: '/EndOfBatch', detail, remedy: CORRECT }));
}

/** The packer is told when it has had time to put it right by itself; one case for a lot. */
async function openCase(needs: NoteNeeds, { tenant, partner, lot }: Noted, exception: string, text: string) {
  const name = `lot ${lot.gtin} ${lot.lot} unreconciled`;
  if ((await needs.cases.begunBy(tenant, name)) !== undefined) return;
  const at = needs.now();
  const kind = 'misalignment' as const;
  const subject = {
    ...noSubject,
    lots: [{ gtin: lot.gtin, lot: lot.lot }],
    documents: [{ type: 'po', number: lot.order }],
  };
  const begun = {
    ...{ tenant, partner, kind, subject, text: text.slice(0, 2_000), by: 'rules', name, digest: name },
    origin: { kind: 'exception' as const, id: exception },
    toldFrom: new Date(at.getTime() + graceMs(kind)),
  };
  // `moved`: another turn opened it.
  const done = await needs.cases.commit([newDeskCase(begun, at, needs.uuid)], at);
  if (done !== 'moved') log('desk-opened', { tenant, case: done[0]?.id, kind });
}
