import type { InferOutput } from 'valibot';
import { freeze } from '#common/dscsa/messages.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { reportProblems } from '#shared/dscsa/check-report.ts';
import { exceptionsOfReceipt } from '#shared/dscsa/exceptions-of-receipt.ts';
import { itemsOf } from '#shared/dscsa/pdg-items.ts';
import type { PdgExceptions } from '#shared/dscsa/pdg-shapes.ts';
import { writeReport } from '#shared/dscsa/write-report.ts';
import { newException } from '#shared/messages/dscsa-api.ts';
import { askedAs, begunAs } from './begun-as.ts';
import { byCaller, decide } from './decide.ts';
import { mustKnowPartner } from './must-know-partner.ts';
import type { ApiNeeds } from './needs.ts';
import { newCase, placeOf } from './new-case.ts';
import { senderOf } from './sender-of.ts';
import { tellCase } from './tell-case.ts';

/** Tells a partner what differs in a delivery of his, as a report of the PDG's schema, which is sent by itself. */
export const reportExceptions =
  (needs: ApiNeeds): Endpoint =>
  async (request) => {
    const asked = read(newException, json(request));
    const { partner, poNumber, others } = asked;
    const name = askedAs(asked);
    const earlier = await begunAs(needs, request.tenant, name);
    if (earlier !== undefined) return { status: 200, headers: placeOf(earlier), body: tellCase(earlier) };
    const { tenant } = request;
    await mustKnowPartner(needs, tenant, partner);
    const now = needs.now();
    const [messageUuid, caseUuid] = [needs.uuid(), needs.uuid()];
    const sender = await senderOf(needs, tenant);
    const report = writeReport(
      { messageUuid, caseUuid, at: now, poNumber, sender },
      exceptionsOf(asked, needs.uuid),
      others,
    );
    const [problem] = reportProblems(report);
    if (problem !== undefined) throw new Refused(problem);
    const items = itemsOf(report.exceptions).map(({ uuid, at }) => ({ uuid, at }));
    const begun = newCase(needs, request, now, {
      kind: 'exception',
      state: 'sending',
      title: `${counted(items.length + others.length)} of order ${poNumber} for ${partner}`,
      work: { notBefore: now.toISOString(), attempts: 0 },
      pdg: { direction: 'out', partner, poNumber, caseUuid, messages: [messageUuid], items, verdicts: {} },
    });
    const outgoing = await freeze(needs, begun, { id: messageUuid, what: 'report', value: report }, now);
    const evidence = { key: outgoing.key, sha256: outgoing.sha256, direction: 'document' as const };
    const entries = [byCaller(request, now, 'reported', { evidence })];
    const changes = [{ after: { ...begun, outgoing }, entries, asked: name }];
    const detail = { partner, poNumber, items: items.length, exceptionCaseUuid: caseUuid };
    const row = await decide(needs, request, now, { act: 'exceptions-reported', changes, detail });
    return { status: 202, headers: placeOf(row), body: tellCase(row) };
  };

/** Exceptions in words. */
export const counted = (n: number): string => `${n} ${n === 1 ? 'exception' : 'exceptions'}`;

function exceptionsOf(
  { receipt, wishes, glnErrors, gtinErrors }: InferOutput<typeof newException>,
  uuid: () => string,
): PdgExceptions {
  const found = receipt === undefined ? {} : exceptionsOfReceipt(receipt, wishes, uuid);
  if (glnErrors.length + gtinErrors.length === 0) return found;
  const glns = glnErrors.map(({ invalid, proposed = null }) => ({
    ...item(uuid),
    invalid_gln: invalid,
    proposed_gln: proposed,
  }));
  const gtins = gtinErrors.map(({ invalid, proposed = null }) => ({
    ...item(uuid),
    invalid_gtin: invalid,
    proposed_gtin: proposed,
  }));
  return { ...found, master_data_errors: { gln_errors: glns, gtin_errors: gtins } };
}

const item = (uuid: () => string) => ({ exception_item_uuid: uuid(), resolution_request: 'Send new data' as const });
