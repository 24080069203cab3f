import { applyResponse } from '#common/dscsa/apply-response.ts';
import { partOf } from '#common/dscsa/change.ts';
import { caseEvidenceKey, digestOfBytes } from '#common/dscsa/messages.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { readResponse } from '#shared/dscsa/read-response.ts';
import { responseByHand } from '#shared/messages/dscsa-api.ts';
import { isRefusal, refuse } from '#shared/refusal.ts';
import { byCaller, decide } from './decide.ts';
import { findFreeCase } from './find-case.ts';
import type { ApiNeeds } from './needs.ts';
import { tellCase } from './tell-case.ts';

/** Takes a partner's response that came otherwise than by its desk, held to the same rules. */
export const takeResponse =
  (needs: ApiNeeds): Endpoint =>
  async (request) => {
    const { response, how } = read(responseByHand, json(request));
    const now = needs.now();
    const before = await findFreeCase(needs, request);
    const { caseUuid, poNumber, items, partner: id } = partOf(before, before.pdg);
    const partner = await needs.registry.partner(request.tenant, id);
    if (!['sending', 'sent'].includes(before.state))
      throw new Refused(refuse('conflict', `the case is ${before.state}`, { remedy: 'no response is awaited' }));
    const heard = readResponse(response, { caseUuid, poNumber, items: items.map(({ uuid }) => uuid), partner });
    if (isRefusal(heard)) throw new Refused({ ...heard, at: `/response${heard.at ?? ''}` });
    const bytes = Buffer.from(JSON.stringify(response));
    const key = caseEvidenceKey(before.tenant, before.id, `${needs.uuid()}-by-hand`);
    await needs.evidence.put(key, bytes);
    const applied = applyResponse(before, heard);
    const isDone = applied.state === 'answered';
    const after = isDone ? { ...applied, outgoing: undefined, work: undefined, problem: undefined } : applied;
    const evidence = { key, direction: 'answered' as const, sha256: digestOfBytes(bytes) };
    const entries = [byCaller(request, now, 'response-by-hand', { detail: how, evidence })];
    const detail = { how, messageUuid: heard.messageUuid };
    const row = await decide(needs, request, now, {
      act: 'response-taken',
      changes: [{ before, after, entries }],
      detail,
    });
    return { status: 200, body: tellCase(row) };
  };
