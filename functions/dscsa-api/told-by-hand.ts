import { moved, partOf } from '#common/dscsa/change.ts';
import { type Endpoint, json, type Request } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import type { DscsaCase } from '#common/store/dscsa-case-row.ts';
import { toldByHand } from '#shared/messages/dscsa-api.ts';
import { refuse } from '#shared/refusal.ts';
import { byCaller, decide } from './decide.ts';
import { findFreeCase, pastTime } from './find-case.ts';
import type { ApiNeeds } from './needs.ts';
import { tellCase } from './tell-case.ts';
import { noticeTold } from './told-notice.ts';

/** A person has mailed what a case has to send, or has FDA's answer to a notice. What was on its way by itself is not sent any more. */
export const tellByHand =
  (needs: ApiNeeds): Endpoint =>
  async (request) => {
    const said = read(toldByHand, json(request));
    const { what, how, incident } = said;
    const now = needs.now();
    const before = await findFreeCase(needs, request);
    if (before.form !== undefined) mustBeByMail(before, request);
    const at = pastTime(said.at, now, '/at', before.form?.determinedAt ?? before.outgoing?.madeAt);
    const told = before.kind === 'form-3911' ? noticeTold(before, { what, at, incident }) : messageTold(before, what);
    const after = { ...told, outgoing: undefined, work: undefined, problem: undefined };
    const entries = [byCaller(request, now, what, { detail: `${how}${incident ? `; incident ${incident}` : ''}` })];
    const row = await decide(needs, request, now, {
      act: 'notice-told',
      changes: [{ before, after, entries }],
      detail: { what, at, how, ...(incident !== undefined && { incident }) },
    });
    return { status: 200, body: tellCase(row) };
  };

/** The mail to and from FDA is people's, and the way of a notice that no intake is at work on: its own answer is the one that counts. */
function mustBeByMail({ work }: DscsaCase, { person }: Request): void {
  const rule = 'Form FDA 3911';
  if (!person)
    throw new Refused(
      refuse('not-permitted', 'what was mailed to FDA, or came from there, is told by a person', {
        rule,
        remedy: 'sign in as a person, or set an intake by PUT /api/dscsa/settings',
      }),
    );
  if (work !== undefined)
    throw new Refused(
      refuse('conflict', 'an intake is at work on the notice, and its answer counts', {
        at: '/what',
        rule,
        remedy: 'wait for its answer; where none comes, the case has a problem, and this can be told',
      }),
    );
}

/** A report, a response or the end of a case that went to the partner by mail. What the partner says of a report is put in as a response. */
function messageTold(row: DscsaCase, what: 'mailed' | 'answered'): DscsaCase {
  partOf(row, row.pdg);
  if (what === 'mailed') return moved(row, 'receive', '/what');
  throw new Refused(
    refuse('malformed', 'what a partner answers is a response', {
      at: '/what',
      rule: 'PDG ExceptionsSchemas, response',
      remedy: 'POST …/response with it',
    }),
  );
}
