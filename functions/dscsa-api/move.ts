import { moved, partOf } from '#common/dscsa/change.ts';
import { freeze } from '#common/dscsa/messages.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import type { DscsaCase } from '#common/store/dscsa-case-row.ts';
import { stoppedClock } from '#shared/dscsa/clocks.ts';
import { writeResolved } from '#shared/dscsa/write-report.ts';
import { type personActs, wantedMove } from '#shared/messages/dscsa-api.ts';
import { refuse } from '#shared/refusal.ts';
import { byCaller, decide } from './decide.ts';
import { findFreeCase } from './find-case.ts';
import type { ApiNeeds } from './needs.ts';
import { senderOf } from './sender-of.ts';
import { tellCase } from './tell-case.ts';

/** A person brings a case on, with a reason. */
export const moveByPerson =
  (needs: ApiNeeds): Endpoint =>
  async (request) => {
    const { act, reason, version } = read(wantedMove, json(request));
    const now = needs.now();
    const before = await findFreeCase(needs, request, version);
    const after = await movedBy(needs, before, act, now);
    const entries = [byCaller(request, now, act, { detail: reason })];
    const detail = { act, was: before.state, reason };
    const row = await decide(needs, request, now, {
      act: 'dscsa-case-moved',
      changes: [{ before, after, entries }],
      detail,
    });
    return { status: 200, body: tellCase(row) };
  };

async function movedBy(
  needs: ApiNeeds,
  row: DscsaCase,
  act: (typeof personActs)[number],
  now: Date,
): Promise<DscsaCase> {
  const work = { notBefore: now.toISOString(), attempts: 0 };
  switch (act) {
    case 'retry':
      return retried(row, work, now);
    case 'gather':
      // It moves when the document is there.
      moved(row, 'gather', '/act');
      return { ...row, work, problem: undefined };
    case 'withdraw':
      if (row.form !== undefined) throw signedAlone();
      return {
        ...moved(row, act, '/act'),
        clock: stoppedClock(row.clock, now.toISOString()),
        outgoing: undefined,
        work: undefined,
        problem: undefined,
      };
    case 'resolve':
      return { ...moved(row, act, '/act'), ...(await resolved(needs, row, now)), work, problem: undefined };
    case 'end': {
      const after = moved(row, act, '/act');
      await mustBeOver(needs, row);
      return after;
    }
    default:
      return moved(row, act, '/act');
  }
}

const signedAlone = () =>
  new Refused(
    refuse('conflict', 'a notice of Form FDA 3911 is withdrawn under a signature', {
      at: '/act',
      rule: '21 CFR Part 11 §11.200(a)(1)',
      remedy: 'POST …/withdrawal',
    }),
  );

/** What may have arrived is asked about before it is sent again. What they had and never decided about is sent again under its id, by which they know it. */
function retried(row: DscsaCase, work: NonNullable<DscsaCase['work']>, now: Date): DscsaCase {
  if (row.problem === undefined)
    throw new Refused(
      refuse('conflict', 'nothing of this case has stopped', { at: '/act', remedy: 'it goes on by itself' }),
    );
  if (row.outgoing === undefined && row.ti === undefined)
    throw new Refused(
      refuse('conflict', 'nothing is left to be sent', {
        at: '/act',
        remedy: 'mend what was refused and sign it anew',
      }),
    );
  const { outgoing } = row;
  const state = outgoing?.state === 'received' ? 'due' : 'uncertain';
  return {
    ...row,
    work,
    problem: undefined,
    ...(outgoing && { outgoing: { ...outgoing, state, madeAt: now.toISOString() } }),
  };
}

async function resolved(needs: ApiNeeds, row: DscsaCase, now: Date): Promise<Pick<DscsaCase, 'outgoing' | 'pdg'>> {
  const pdg = partOf(row, row.pdg);
  const messageUuid = needs.uuid();
  const { caseUuid, poNumber } = pdg;
  const sender = await senderOf(needs, row.tenant);
  const value = writeResolved({ messageUuid, caseUuid, at: now, poNumber, sender });
  const outgoing = await freeze(needs, row, { id: messageUuid, what: 'resolved', value }, now);
  return { outgoing, pdg: { ...pdg, messages: [...pdg.messages, messageUuid] } };
}

/** Illegitimate product is done with when FDA has ended its notice and every partner was told, of the product and of that end. */
async function mustBeOver({ cases }: Pick<ApiNeeds, 'cases'>, row: DscsaCase): Promise<void> {
  const { form, notices } = partOf(row, row.suspect);
  const notice = form === undefined ? undefined : await cases.get(row.tenant, form);
  const wrong = (why: string, remedy: string) =>
    new Refused(refuse('conflict', why, { at: '/act', rule: 'FD&C Act 582(b)(4)(B)(iv)', remedy }));
  if (notices.some(({ toldAt }) => toldAt === undefined))
    throw wrong('not every partner was told', 'POST …/notices for each');
  if (notice?.state === 'withdrawn')
    throw wrong('the notice to FDA was withdrawn', 'POST …/determine (cleared): it was determined in error');
  if (notice?.state !== 'terminated')
    throw wrong(
      `the notice to FDA is ${notice?.state ?? 'not there'}`,
      'POST …/form (termination) of its case, and wait for FDA’s answer',
    );
  if (notices.some(({ endToldAt }) => endToldAt === undefined))
    throw wrong(
      'not every partner was told that the notice has ended',
      'POST …/notices about the termination for each',
    );
}
