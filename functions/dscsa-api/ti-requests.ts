import { moved, partOf } from '#common/dscsa/change.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { metClock, tiDue } from '#shared/dscsa/clocks.ts';
import { newTiRequest, tiAnswer } from '#shared/messages/dscsa-api.ts';
import { refuse } from '#shared/refusal.ts';
import { askedAs, begunAs } from './begun-as.ts';
import { byCaller, decide } from './decide.ts';
import { findFreeCase, pastTime } from './find-case.ts';
import type { ApiNeeds } from './needs.ts';
import { newCase, placeOf } from './new-case.ts';
import { tellCase } from './tell-case.ts';
import { mustBeSomebodys, mustBeThere } from './ti-scope.ts';

/** The DSCSA, which such requests are made under (Pub. L. 113-54). */
const ENACTED = '2013-11-27T00:00:00.000Z';

/** Takes a request for transaction information down: its clock runs from when it came, and what it asks for is gathered by itself. */
export const receiveTiRequest =
  (needs: ApiNeeds): Endpoint =>
  async (request) => {
    const said = read(newTiRequest, json(request));
    const { packs, lots, shipments, id: _, ...asked } = said;
    const name = askedAs(said);
    const earlier = await begunAs(needs, request.tenant, name);
    if (earlier !== undefined) return { status: 200, headers: placeOf(earlier), body: tellCase(earlier) };
    const now = needs.now();
    const receivedAt = pastTime(asked.receivedAt, now, '/receivedAt', ENACTED);
    await mustBeSomebodys(needs, request.tenant, asked);
    if (packs.length + lots.length + shipments.length === 0)
      throw new Refused(
        refuse('malformed', 'nothing is asked about', {
          at: '/packs',
          rule: 'FD&C Act 582(b)(1)(B)',
          remedy: 'name packs, lots or shipments',
        }),
      );
    await mustBeThere(needs, request.tenant, { packs, lots, shipments });
    const after = newCase(needs, request, now, {
      kind: 'ti-request',
      state: 'received',
      title: `transaction information for ${asked.name}`,
      clock: { due: tiDue(asked.from, new Date(receivedAt)).toISOString() },
      work: { notBefore: now.toISOString(), attempts: 0 },
      ti: { ...asked, receivedAt, scope: { packs, lots, shipments } },
    });
    const entries = [byCaller(request, now, 'received', { detail: `from ${asked.name}` })];
    const detail = { from: asked.from, name: asked.name, receivedAt };
    const row = await decide(needs, request, now, {
      act: 'ti-request-received',
      changes: [{ after, entries, asked: name }],
      detail,
    });
    return { status: 201, headers: placeOf(row), body: tellCase(row) };
  };

/** A person has answered it. What was gathered is the answer, unless a reason says why there is none. */
export const answerTiRequest =
  (needs: ApiNeeds): Endpoint =>
  async (request) => {
    const { reason, ...said } = read(tiAnswer, json(request));
    const now = needs.now();
    const before = await findFreeCase(needs, request);
    const ti = partOf(before, before.ti);
    const answered = { ...said, at: pastTime(said.at, now) };
    if (ti.document === undefined && reason === undefined)
      throw new Refused(
        refuse('conflict', 'nothing was gathered yet', {
          at: '/reason',
          remedy: 'wait for the document, or say by reason why it is answered without one',
        }),
      );
    if (answered.at < ti.receivedAt)
      throw new Refused(
        refuse('malformed', 'the answer is older than the request', { at: '/at', remedy: 'say when it was sent' }),
      );
    const after = {
      ...moved(before, 'answer'),
      ti: { ...ti, answered },
      clock: metClock(before.clock, answered.at),
      work: undefined,
      problem: undefined,
    };
    const detail = { ...answered, ...(reason !== undefined && { reason }) };
    const entries = [byCaller(request, now, 'answered', { detail: [answered.how, reason].filter(Boolean).join('; ') })];
    const row = await decide(needs, request, now, {
      act: 'ti-request-answered',
      changes: [{ before, after, entries }],
      detail,
    });
    return { status: 200, body: tellCase(row) };
  };
