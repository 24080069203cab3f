import { orRefuse, Refused } from '#common/refused.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { NoticeRow } from '#common/store/notice-row.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { Notice } from '#shared/regimes/notice.ts';
import type { Message, Notices as NoticeVerbs, Regime } from '#shared/regimes/regime.ts';
import { answerOf, type CallNeeds, openLine } from './call-regulator.ts';

export interface ReadNeeds extends CallNeeds {
  readonly evidence: EvidenceStore;
}

/** What a notice says, with where its exact bytes are kept. */
export interface ReadNotice {
  readonly notice: Notice | Refusal;
  readonly evidence: string;
}

/** Answers that lead from one to the next until the notice is there. */
const MOST_STEPS = 4;

/**
 * A notice, from what was kept of it, or asked for and kept. What cannot be read is kept too; its refusal is told.
 *
 * @throws Refused `busy` when it has to be asked for again
 */
export async function readNotice(
  needs: ReadNeeds,
  row: NoticeRow,
  regime: Regime,
  verbs: NoticeVerbs,
): Promise<ReadNotice> {
  const kept = row.evidence === undefined ? undefined : await needs.evidence.get(row.evidence);
  if (row.evidence !== undefined && kept !== undefined) {
    const told = verbs.read({ status: 200, body: Buffer.from(kept).toString('utf8') });
    return { notice: noticeIn(told), evidence: row.evidence };
  }
  const { bytes, told } = await fetched(needs, row, regime, verbs);
  const evidence = `${row.tenant}/evidence/notices/${row.noticeId}`;
  await needs.evidence.put(evidence, bytes);
  return { notice: noticeIn(told), evidence };
}

type Told = ReturnType<NoticeVerbs['read']>;

const noticeIn = (told: Told): Notice | Refusal => {
  if (isRefusal(told)) return told;
  return 'notice' in told ? told.notice : refuse('malformed', 'it leads elsewhere');
};

async function fetched(needs: ReadNeeds, { tenant, document, turn }: NoticeRow, regime: Regime, verbs: NoticeVerbs) {
  const line = await openLine(needs, { tenant, regime, turn });
  let message: Message = verbs.askFor(document);
  for (let step = 0; step < MOST_STEPS; step++) {
    const called = await line.ask(message);
    const told = verbs.read(answerOf(called));
    if (isRefusal(told) && told.refused === 'busy') orRefuse(told);
    if (isRefusal(told) || 'notice' in told) return { bytes: called.bytes, told };
    message = told.next;
  }
  throw new Refused(refuse('busy', `more than ${MOST_STEPS} answers led from one to the next`));
}
