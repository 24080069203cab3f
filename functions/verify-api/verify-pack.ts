import type { Answer, Endpoint, Request } from '#common/http.ts';
import { statusOf } from '#common/problem.ts';
import type { EpcPlaces } from '#common/store/epc-places.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { Recalls } from '#common/store/recalls.ts';
import type { Registry } from '#common/store/registry.ts';
import { writeLink } from '#shared/gs1/key-link.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { foldUnit } from '#shared/trace/fold-unit.ts';
import { isRecalledBy } from '#shared/trace/is-recalled.ts';
import { admitRequestor } from './admit-requestor.ts';
import { judgePack } from './judge-pack.ts';
import { type Question, readQuestion, readRequestor } from './read-question.ts';

export interface VerifyNeeds {
  readonly registry: Pick<Registry, 'tenant' | 'tenants' | 'partners' | 'ownerOfGtin'>;
  readonly ledger: Pick<Ledger, 'eventsOf'>;
  readonly recalls: Pick<Recalls, 'activeOf'>;
  readonly placesOf: EpcPlaces;
  readonly now: () => Date;
  readonly uuid: () => string;
}

interface Responder {
  readonly owner: string;
  readonly gln: string;
}

/** An answer is about this moment and this caller only. */
const cache = { 'cache-control': 'private, no-cache' };
const MOST_UUID = 100;

/** Verifies a pack for a trading partner (GS1 Lightweight Messaging Standard 1.0.2). Only 200 carries JSON. */
export const verifyPack =
  (needs: VerifyNeeds): Endpoint =>
  async (request) => {
    const question = readQuestion(request.path, request.query);
    if (isRefusal(question)) return told(question);
    const corrUUID = request.query['corrUUID'] ?? needs.uuid();
    if (corrUUID.length > MOST_UUID) return told(refuse('bad-parameter', 'corrUUID is too long'));
    const responder = await responderOf(needs, request, question);
    if (isRefusal(responder)) return told(responder);
    const data = await judge(needs, responder, question);
    const verificationTimestamp = needs.now().toISOString();
    const body = { verificationTimestamp, responderGLN: responder.gln, data, corrUUID };
    return { status: 200, headers: cache, body };
  };

/** Tells whether verification is answered for a GTIN, and by whom. */
export const checkConnectivity =
  (needs: VerifyNeeds): Endpoint =>
  async (request) => {
    const question = readRequestor(request.query['gtin'], request.query);
    const responder = isRefusal(question) ? question : await responderOf(needs, request, question);
    return isRefusal(responder)
      ? told(responder)
      : { status: 200, headers: cache, body: { responderGLN: responder.gln } };
  };

async function responderOf(
  { registry }: VerifyNeeds,
  { tenant: home }: Request,
  { gtin, reqGLN }: Pick<Question, 'gtin' | 'reqGLN'>,
): Promise<Responder | Refusal> {
  const owner = await registry.ownerOfGtin(gtin);
  const refusal = await admitRequestor(registry, { home, owner, gln: reqGLN });
  if (refusal !== undefined) return refusal;
  const gln = owner === undefined ? undefined : (await registry.tenant(owner))?.gln;
  if (owner === undefined || gln === undefined) return refuse('not-found', `GTIN ${gtin} is not in the directory`);
  return { owner, gln };
}

async function judge(
  { ledger, recalls, placesOf }: VerifyNeeds,
  { owner }: Responder,
  { gtin, serial, lot, exp }: Question,
) {
  const epc = writeLink({ primary: { ai: '01', value: gtin }, qualifiers: [{ ai: '21', value: serial }] });
  const [events, active] = await Promise.all([ledger.eventsOf(owner, epc), recalls.activeOf(owner, gtin)]);
  const unit = foldUnit(epc, events);
  const places = active.some(({ of }) => of.kind === 'range') ? ((await placesOf(owner, [epc])).get(epc) ?? []) : [];
  const isRecalled = active.some(({ of }) => isRecalledBy(of, { serial, lot: unit.lot, places }));
  return judgePack(unit, lot, exp, isRecalled);
}

function told({ refused, detail }: Refusal): Answer {
  const headers = { ...cache, 'content-type': 'text/plain; charset=utf-8' };
  return { status: statusOf[refused].status, headers, body: detail };
}
