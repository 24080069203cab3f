import { moved, partOf } from '#common/dscsa/change.ts';
import { caseEvidenceKey, digestOfBytes } from '#common/dscsa/messages.ts';
import { type Endpoint, json, type Request } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { sha256 } from '#common/sha256.ts';
import type { DscsaCase } from '#common/store/dscsa-case-row.ts';
import { itemsOf } from '#shared/dscsa/pdg-items.ts';
import type { PdgReport } from '#shared/dscsa/pdg-shapes.ts';
import { readReport } from '#shared/dscsa/read-report.ts';
import { receivedReport } from '#shared/messages/dscsa-api.ts';
import { isRefusal, refuse } from '#shared/refusal.ts';
import { canonicalJson } from '#shared/wire/canonical-json.ts';
import { byCaller, decide } from './decide.ts';
import { mustHaveStopped } from './must-have-stopped.ts';
import { mustKnowPartner } from './must-know-partner.ts';
import type { ApiNeeds } from './needs.ts';
import { newCase } from './new-case.ts';
import { counted } from './report-exceptions.ts';
import { tellCase } from './tell-case.ts';

/** Takes a report of a partner's in: the first of its case, one that tells more, or the one that ends it. The same message again changes nothing. */
export const receiveReport =
  (needs: ApiNeeds): Endpoint =>
  async (request) => {
    const { partner, report: said, how } = read(receivedReport, json(request));
    const { tenant } = request;
    await mustKnowPartner(needs, tenant, partner);
    const report = readReport(said);
    if (isRefusal(report)) throw new Refused({ ...report, at: `/report${report.at ?? ''}` });
    const { message_uuid: message, exception_case_uuid: caseUuid } = report;
    const heard = { partner, messageUuid: message, digest: sha256(canonicalJson(JSON.parse(JSON.stringify(said)))) };
    const known = await needs.cases.ofMessage(tenant, partner, message);
    if (known !== undefined) mustBeTheSame(known, heard);
    const before = known?.row ?? (await needs.cases.ofPeer(tenant, partner, caseUuid));
    if (before?.pdg?.messages.includes(message)) return { status: 200, body: tellCase(before) };
    const now = needs.now();
    const after = before === undefined ? firstOf(needs, request, partner, report) : nextOf(before, report);
    const bytes = Buffer.from(JSON.stringify(said));
    const key = caseEvidenceKey(tenant, after.id, `${needs.uuid()}-received`);
    await needs.evidence.put(key, bytes);
    const evidence = { key, direction: 'answered' as const, sha256: digestOfBytes(bytes) };
    const entries = [
      byCaller(request, now, report.case_resolved ? 'end-heard' : 'report-heard', { detail: how, evidence }),
    ];
    const peer = { partner, caseUuid };
    const row = await decide(needs, request, now, {
      act: 'exceptions-received',
      changes: [{ before, after, entries, heard, ...(before === undefined && { peer }) }],
      detail: { partner, messageUuid: message, exceptionCaseUuid: caseUuid, how },
    });
    return { status: before === undefined ? 201 : 200, body: tellCase(row) };
  };

function mustBeTheSame(
  { row, digest }: { row: DscsaCase; digest: string },
  heard: { messageUuid: string; digest: string },
) {
  if (digest === heard.digest) return;
  throw new Refused(
    refuse('conflict', `message ${heard.messageUuid} came before, with other content, into case ${row.id}`, {
      at: '/report/message_uuid',
      rule: 'PDG ExceptionsSchemas, report',
      remedy: 'ask the partner for a report with a message_uuid of its own',
    }),
  );
}

/** What one row holds. */
const MOST_ITEMS = 400;
const MOST_MESSAGES = 200;

const itemsIn = ({ exceptions }: PdgReport) => itemsOf(exceptions).map(({ uuid, at }) => ({ uuid, at }));

function firstOf(needs: ApiNeeds, request: Request, partner: string, report: PdgReport): DscsaCase {
  const { message_uuid: message, exception_case_uuid: caseUuid, po_number: poNumber } = report;
  const items = itemsIn(report);
  const others = report.other_errors?.length ?? 0;
  return newCase(needs, request, needs.now(), {
    kind: 'exception',
    state: report.case_resolved ? 'resolved' : 'received',
    title: `${counted(items.length + others)} that ${partner} tells of order ${poNumber}`,
    pdg: { direction: 'in', partner, poNumber, caseUuid, messages: [message], items, verdicts: {} },
  });
}

/** Items that were told before stand as they are, with what we said of them. */
function nextOf(row: DscsaCase, report: PdgReport): DscsaCase {
  const pdg = partOf(row, row.pdg);
  const news = itemsIn(report).filter(({ uuid }) => !pdg.items.some((one) => one.uuid === uuid));
  const messages = [...pdg.messages, report.message_uuid];
  if (pdg.items.length + news.length > MOST_ITEMS || messages.length > MOST_MESSAGES)
    throw new Refused(
      refuse('too-large', `a case has ${MOST_ITEMS} items and ${MOST_MESSAGES} messages at most`, {
        at: '/report/exceptions',
        remedy: 'ask the partner for another case',
      }),
    );
  const isEnd = report.case_resolved === true;
  if (!isEnd) mustHaveStopped(row, '/report');
  // A response that did not get through is not sent any more: it is written anew, or the partner does not want it.
  const still = { outgoing: undefined, work: undefined, problem: undefined, lease: undefined };
  return {
    ...moved(row, isEnd ? 'hear-end' : 'hear-more'),
    ...still,
    pdg: { ...pdg, messages, items: [...pdg.items, ...news] },
  };
}
