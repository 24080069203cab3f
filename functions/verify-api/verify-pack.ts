import type { IsWithheld } from '#common/dscsa/is-withheld.ts';
import type { Answer, Endpoint, Request } from '#common/http.ts';
import { log } from '#common/log.ts';
import { statusOf } from '#common/problem.ts';
import { Refused } from '#common/refused.ts';
import type { Registry } from '#common/store/registry.ts';
import type { VrsSettings } from '#common/store/vrs-settings.ts';
import { admitCredential } from '#common/vrs/admit-credential.ts';
import type { AtpOf, Presented } from '#common/vrs/atp.ts';
import { type JudgeNeeds, judgeUnit } from '#common/vrs/judge-unit.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { ATP_HEADER } from '#shared/vrs/atp-claims.ts';
import { audienceOf } from '#shared/vrs/directory-entry.ts';
import type { Judgement } from '#shared/vrs/judge-pack.ts';
import { admitRequestor } from './admit-requestor.ts';
import { type MismatchNeeds, noteMismatch } from './note-mismatch.ts';
import { type Question, readQuestion, readRequestor } from './read-question.ts';

export interface VerifyNeeds extends JudgeNeeds, MismatchNeeds {
  readonly registry: Pick<Registry, 'tenants' | 'partners' | 'ownerOfGtin'>;
  readonly settingsOf: (tenant: string) => Promise<VrsSettings>;
  readonly atpOf: AtpOf;
  readonly isWithheld: IsWithheld;
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
    const data = await judged(needs, owner, question);
    const own = await present(needs, { owner, settings, corrUUID, reqGLN: question.reqGLN });
    if (isRefusal(own)) return told(own);
    const verificationTimestamp = needs.now().toISOString();
    const body = { verificationTimestamp, responderGLN: gln, data, corrUUID };
    return { status: 200, headers: { ...cache, ...(own && { [ATP_HEADER]: own.presentation }) }, body };
  };

/** Of suspect and illegitimate product nothing good is told: 1.0.2 has no word for it, so no reason is given. */
async function judged(needs: VerifyNeeds, owner: string, question: Question): Promise<Judgement> {
  const [known, isWithheld] = await Promise.all([judgeUnit(needs, owner, question), needs.isWithheld(owner, question)]);
  if (isWithheld) return { verified: false, verificationFailureReason: 'No_reason_provided' };
  if (!known.verified) await noteMismatch(needs, owner, question, known);
  return known;
}

/** Our own credential. That the owner's secret is of no use is nothing that who asks did wrong, or learns more of than that there is no answer. */
async function present(
  { atpOf }: VerifyNeeds,
  of: { owner: string; settings: VrsSettings; corrUUID: string; reqGLN: string },
): Promise<Presented | undefined | Refusal> {
  const { owner, settings, corrUUID, reqGLN } = of;
  try {
    return await atpOf(owner, settings).present(corrUUID, audienceOf(reqGLN));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    log('vrs-credential-refused', { tenant: owner, corrUUID, problem: 'own', detail: error.refusal.detail });
    return refuse('busy', 'the responder cannot answer at the moment');
  }
}

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
  const [owner, tenants] = await Promise.all([registry.ownerOfGtin(gtin), registry.tenants()]);
  const refusal = await admitRequestor(registry, tenants, { home, owner, gln: reqGLN });
  if (refusal !== undefined) return refusal;
  const gln = tenants.find(({ tenant }) => tenant === owner)?.gln;
  if (owner === undefined || gln === undefined) return refuse('not-found', `GTIN ${gtin} is not in the directory`);
  return { owner, gln };
}

function told({ refused, detail }: Refusal): Answer {
  const headers = { ...cache, 'content-type': 'text/plain; charset=utf-8' };
  return { status: statusOf[refused].status, headers, body: detail };
}
