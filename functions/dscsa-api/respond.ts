import { moved, partOf } from '#common/dscsa/change.ts';
import { freeze } from '#common/dscsa/messages.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { type OurVerdict, writeResponse } from '#shared/dscsa/write-response.ts';
import { wantedResponse } from '#shared/messages/dscsa-api.ts';
import { refuse } from '#shared/refusal.ts';
import { byCaller, decide } from './decide.ts';
import { findFreeCase } from './find-case.ts';
import { mustHaveStopped } from './must-have-stopped.ts';
import type { ApiNeeds } from './needs.ts';
import { senderOf } from './sender-of.ts';
import { tellCase } from './tell-case.ts';

/** Says of every item of a partner's report whether what he wants is accepted, which goes to his desk by itself. */
export const respond =
  (needs: ApiNeeds): Endpoint =>
  async (request) => {
    const { items, notes } = read(wantedResponse, json(request));
    const now = needs.now();
    const before = await findFreeCase(needs, request);
    const pdg = partOf(before, before.pdg);
    const next = moved(before, 'respond');
    mustHaveStopped(before, '/items');
    mustFit(items, pdg.items);
    const messageUuid = needs.uuid();
    const { caseUuid, poNumber } = pdg;
    const sender = await senderOf(needs, request.tenant);
    const value = writeResponse({ messageUuid, caseUuid, at: now, poNumber, sender }, items, notes);
    const outgoing = await freeze(needs, before, { id: messageUuid, what: 'response', value }, now);
    const told = items.map(({ uuid, verdict, comments, alternative }) => [uuid, { verdict, comments, alternative }]);
    const work = { notBefore: now.toISOString(), attempts: 0 };
    const after = { ...next, outgoing, work, problem: undefined, pdg: { ...pdg, verdicts: Object.fromEntries(told) } };
    const evidence = { key: outgoing.key, sha256: outgoing.sha256, direction: 'document' as const };
    const entries = [byCaller(request, now, 'responded', { evidence })];
    const accepted = items.filter(({ verdict }) => verdict === 'Accept').length;
    const detail = { messageUuid, accepted, rejected: items.length - accepted };
    const row = await decide(needs, request, now, {
      act: 'exceptions-answered',
      changes: [{ before, after, entries }],
      detail,
    });
    return { status: 202, body: tellCase(row) };
  };

function mustFit(said: readonly OurVerdict[], asked: readonly { readonly uuid: string }[]): void {
  const named = said.map(({ uuid }) => uuid);
  const strange = named.findIndex((one, i) => !asked.some(({ uuid }) => uuid === one) || named.indexOf(one) !== i);
  const missing = asked.find(({ uuid }) => !named.includes(uuid));
  if (strange === -1 && missing === undefined) return;
  const [at, why] =
    strange === -1
      ? ['/items', `item ${missing?.uuid} is not answered`]
      : [`/items/${strange}/uuid`, `item ${named[strange]} was not told, or is answered twice`];
  const rule = 'PDG ExceptionsSchemas, response';
  throw new Refused(refuse('malformed', why, { at, rule, remedy: 'answer every item of the case once' }));
}
