import type { Answer, Endpoint, Request } from '#common/http.ts';
import { statusOf } from '#common/problem.ts';
import type { Registry } from '#common/store/registry.ts';
import type { VrsSettings } from '#common/store/vrs-settings.ts';
import { admitCredential } from '#common/vrs/admit-credential.ts';
import type { AtpOf } from '#common/vrs/atp.ts';
import { type JudgeNeeds, judgeUnit } from '#common/vrs/judge-unit.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { ATP_HEADER } from '#shared/vrs/atp-claims.ts';
import { audienceOf } from '#shared/vrs/directory-entry.ts';
import { admitRequestor } from './admit-requestor.ts';
import { type Question, readQuestion, readRequestor } from './read-question.ts';

export interface VerifyNeeds extends JudgeNeeds {
  readonly registry: Pick<Registry, 'tenant' | 'tenants' | 'partners' | 'ownerOfGtin'>;
  readonly settingsOf: (tenant: string) => Promise<VrsSettings>;
  readonly atpOf: AtpOf;
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

/** Verifies a pack for a trading partner (GS1 Lightweight Messaging Standard 1.0.2). Only 200 carries JSON. Who asks shows its ATP credential where the pack's owner demands it. */
export const verifyPack =
  (needs: VerifyNeeds): Endpoint =>
  async (request) => {
    const question = readQuestion(request.path, request.query);
    if (isRefusal(question)) return told(question);
    const corrUUID = request.query['corrUUID'] ?? needs.uuid();
    if (corrUUID.length > MOST_UUID) return told(refuse('bad-parameter', 'corrUUID is too long'));
    const responder = await responderOf(needs, request, question);
    if (isRefusal(responder)) return told(responder);
    const { owner, gln } = responder;
    const settings = await needs.settingsOf(owner);
    const presentation = request.headers[ATP_HEADER.toLowerCase()];
    const refusal = await admitCredential(needs.atpOf, owner, settings, { gln, corrUUID, presentation });
    if (refusal !== undefined) return told(refusal);
    const data = await judgeUnit(needs, owner, question);
    const own = await needs.atpOf(owner, settings).present(corrUUID, audienceOf(question.reqGLN));
    const verificationTimestamp = needs.now().toISOString();
    const body = { verificationTimestamp, responderGLN: gln, data, corrUUID };
    return { status: 200, headers: { ...cache, ...(own && { [ATP_HEADER]: own.presentation }) }, body };
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

function told({ refused, detail }: Refusal): Answer {
  const headers = { ...cache, 'content-type': 'text/plain; charset=utf-8' };
  return { status: statusOf[refused].status, headers, body: detail };
}
