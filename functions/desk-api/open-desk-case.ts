import { newDeskCase } from '#common/desk/new-desk-case.ts';
import { type Endpoint, json } from '#common/http.ts';
import { log } from '#common/log.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { digestOf } from '#common/signature.ts';
import type { DeskCase } from '#common/store/desk-case-row.ts';
import { MOST_OPENED } from '#common/store/desk-cases.ts';
import { type DeskSubject, MOST_THINGS } from '#shared/desk/desk-subject.ts';
import { soundSubject } from '#shared/desk/sound-subject.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { newPartnerCase, newDeskCase as wanted } from '#shared/messages/desk-api.ts';
import { refuse } from '#shared/refusal.ts';
import { beginDesk } from './decide-desk.ts';
import { requestName, speakingPartner } from './find-desk-case.ts';
import type { DeskApiNeeds } from './needs.ts';
import { tellDeskCase, tellPartnerCase } from './tell-desk-case.ts';

/** Opens a case against a partner. The same request again answers the case that it began. */
export const openDeskCase =
  (needs: DeskApiNeeds): Endpoint =>
  async (request) => {
    const said = read(wanted, json(request));
    const { id, kind, text, exception } = said;
    const name = requestName(id, undefined);
    const earlier = await begunBefore(needs, request.tenant, name, digestOf(said));
    const answer = (status: number, row: DeskCase) => ({
      ...{ status, headers: { location: `/api/desk/cases/${row.id}` }, body: tellDeskCase(row) },
    });
    if (earlier !== undefined) return answer(200, earlier);
    const partner = await knownPartner(needs, request.tenant, said.partner, toUs);
    const sound = orRefuse(soundSubject(kind, said.subject));
    const subject = await subjectOf(needs, request.tenant, sound, exception);
    mustNameSomething(subject);
    const at = needs.now();
    const origin =
      exception === undefined ? { kind: 'person' as const } : { kind: 'exception' as const, id: exception };
    const begun = { tenant: request.tenant, by: request.caller, partner, kind, origin, subject, text };
    const { desks } = await needs.settingsOf(request.tenant);
    const pdg = desks.some((desk) => desk.partner === said.partner);
    const change = newDeskCase({ ...begun, pdg, name, digest: digestOf(said) }, at, needs.uuid);
    const detail = { partner: said.partner, kind, text };
    const row = await beginDesk(needs, request, at, { act: 'desk-case-opened', change, detail });
    if (row === 'moved') return answer(200, await begunMeanwhile(needs, request.tenant, name, digestOf(said)));
    log('desk-opened', { tenant: request.tenant, case: row.id, kind });
    return answer(201, row);
  };

/** A partner opens a case against us, by its own client. */
export const openPartnerCase =
  (needs: DeskApiNeeds): Endpoint =>
  async (request) => {
    const { tenant } = request;
    const id = await speakingPartner(needs, request);
    const said = read(newPartnerCase, json(request));
    const name = requestName(said.id, id);
    const earlier = await begunBefore(needs, tenant, name, digestOf(said));
    const answer = (status: number, row: DeskCase) => ({
      ...{ status, headers: { location: `/partner/desk-cases/${row.id}` }, body: tellPartnerCase(row) },
    });
    if (earlier !== undefined) return answer(200, earlier);
    const partner = await knownPartner(needs, tenant, id, toPartner);
    if ((await needs.cases.openedBy(tenant, id)) >= MOST_OPENED) throw new Refused(tooMany);
    const { kind, text } = said;
    const subject = orRefuse(soundSubject(kind, said.subject));
    mustNameSomething(subject);
    const at = needs.now();
    const begun = {
      tenant,
      by: request.caller,
      partner: { ...partner, channel: 'portal' as const },
      kind,
      subject,
      text,
    };
    const origin = { kind: 'partner' as const, id };
    const change = newDeskCase({ ...begun, origin, byPartner: true, name, digest: digestOf(said) }, at, needs.uuid);
    const row = await beginDesk(needs, request, at, { act: 'desk-case-opened', change, detail: { partner: id, kind } });
    if (row === 'moved') return answer(200, await begunMeanwhile(needs, tenant, name, digestOf(said)));
    log('desk-opened', { tenant, case: row.id, kind });
    return answer(201, row);
  };

const tooMany = refuse('conflict', `a partner has ${MOST_OPENED} cases open at most`, {
  rule: 'Seriate, the exceptions desk: docs/exceptions-desk.md',
  remedy: 'resolve or withdraw those that are none any more',
});

/** The case that the same request began, whose answer may have been lost. @throws Refused `conflict` when its id is another request's */
export async function begunBefore(
  { cases }: Pick<DeskApiNeeds, 'cases'>,
  tenant: string,
  name: string,
  digest: string,
): Promise<DeskCase | undefined> {
  const before = await cases.begunBy(tenant, name);
  if (before === undefined || before.digest === digest) return before?.row;
  throw new Refused(
    refuse('conflict', `the id is of another request, which began case ${before.row.id}`, {
      at: '/id',
      rule: 'Seriate API: one id stands for one request',
      remedy: 'draw a new id',
    }),
  );
}

/** The case that the same request began at the same time. @throws Refused `busy` where it was another that came first */
async function begunMeanwhile(
  needs: Pick<DeskApiNeeds, 'cases'>,
  tenant: string,
  name: string,
  digest: string,
): Promise<DeskCase> {
  // A client of a partner's that opens very many at once meets their most: sent again, it is told so.
  const busy = refuse('busy', 'others are just being begun', { at: '/id', remedy: 'send the same again' });
  return orRefuse((await begunBefore(needs, tenant, name, digest)) ?? busy);
}

const toUs = { at: '/partner', remedy: 'GET /api/partners lists them' };
/** A partner's client has named nobody, and may not read our list. */
const toPartner = { remedy: 'GET /partner/profile tells what is missing until the partnership is in force' };

/** @throws Refused `not-found` for a partner that is not in force */
async function knownPartner(
  { registry }: Pick<DeskApiNeeds, 'registry'>,
  tenant: string,
  partner: string,
  told: { readonly at?: string; readonly remedy: string },
): Promise<Partner> {
  const gone = refuse('not-found', `no partner ${partner} is in force`, told);
  return orRefuse((await registry.partner(tenant, partner)) ?? gone);
}

async function subjectOf(
  { exceptions }: DeskApiNeeds,
  tenant: string,
  subject: DeskSubject,
  exception: string | undefined,
): Promise<DeskSubject> {
  if (exception === undefined) return subject;
  const gone = refuse('not-found', `no exception ${exception}`, {
    at: '/exception',
    remedy: 'GET /api/exceptions lists them',
  });
  const { epcs, eventIds } = orRefuse((await exceptions.get(tenant, exception)) ?? gone);
  const things = [...new Set([...subject.things, ...epcs])].slice(0, MOST_THINGS);
  return { ...subject, things, events: [...new Set([...subject.events, ...eventIds])].slice(0, 20) };
}

function mustNameSomething({ recall: _, packs: _packs, ...lists }: DeskSubject): void {
  if (Object.values(lists).some((list) => list.length > 0)) return;
  throw new Refused(
    refuse('malformed', 'nothing is named that the case is about', {
      at: '/subject',
      remedy: 'name things, lots, events, documents, counts, differences or keys',
    }),
  );
}
