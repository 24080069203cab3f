import { retryAfterOf } from '#common/exchange.ts';
import { orRefuse } from '#common/refused.ts';
import { isAnswered } from '#common/send/https.ts';
import type { NmvsChange, NmvsEvidence, NmvsTransaction } from '#common/store/nmvs-transaction-row.ts';
import type { NmvsClaim } from '#common/store/nmvs-transactions.ts';
import { awaitTurn, rest } from '#common/take-turns.ts';
import { refuse } from '#shared/refusal.ts';
import { type Heard, hear } from '#shared/regimes/eu/nmvs/hear.ts';
import { pathOf } from '#shared/regimes/eu/nmvs/operations.ts';
import type { NmvsRequest } from '#shared/regimes/eu/nmvs/request.ts';
import { throttles } from '#shared/regimes/eu/nmvs/throttles.ts';
import { writeRequest } from '#shared/regimes/eu/nmvs/write-request.ts';
import { accessOf } from './access-of.ts';
import { mustBeOrigin } from './must-be-origin.ts';
import type { NmvsNeeds } from './nmvs-needs.ts';
import { placeOf } from './place-of.ts';

const software = { supplier: 'Seriate', name: 'Seriate', version: '1' };

/** An exchange, and the list of the evidence with it. */
export interface Exchanged {
  readonly heard: Heard;
  readonly evidence: readonly NmvsEvidence[];
}

export interface Question {
  readonly request: Exclude<NmvsRequest, { kind: 'ping' }>;
  /** Code of the operation, for the evidence. */
  readonly operation: string;
  readonly clientTrxId: string;
  /** Noted in the row before anything is sent. */
  readonly noted?: NmvsChange;
}

/**
 * Asks an NMVS once. What is sent is kept before it leaves, byte for byte but for passwords, which are not kept; what is answered is kept as
 * it came, unless it says only that a result is not there yet.
 */
export async function exchangeNmvs(needs: NmvsNeeds, claim: NmvsClaim, question: Question): Promise<Exchanged> {
  const { tenant, country, user } = claim.row;
  const access = await accessOf(needs, tenant, country);
  const credentials = await needs.credentials(tenant, access.secret);
  const { clientLoginId, userId, version, language } = access;
  const caller = {
    clientLoginId,
    userId,
    password: credentials.password,
    ...(user !== undefined && { subUserId: user }),
  };
  const head = { version, caller, software, clientTrxId: question.clientTrxId, language };
  const { service, xml } = orRefuse(writeRequest(head, question.request));
  const base = orRefuse(
    access.services[service] ??
      refuse('conflict', `the access has no ${service} service`, { at: `/services/${service}` }),
  );
  const url = base.replace(/\/$/, '') + pathOf(service, version);
  mustBeOrigin(url, credentials);
  const sent = await keepSent(needs, claim.row, question, xml);
  const wanted = {
    tenant,
    throttle: throttles.find(({ call }) => call === service),
    credential: `${country}#${clientLoginId}`,
    // Somebody stands there with a pack in his hand.
    lane: claim.row.kind === 'single' ? ('urgent' as const) : ('bulk' as const),
    turn: claim.row.turn,
  };
  await awaitTurn(needs, wanted, 'take');
  await needs.transactions.note(claim, { ...question.noted, evidence: sent });
  const { certificate, key, ca } = credentials;
  const result = await needs.send({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/soap+xml; charset=utf-8' },
    body: Buffer.from(xml),
    tls: { ...(certificate && { cert: certificate }), ...(key && { key }), ...(ca && { ca }) },
  });
  if (!isAnswered(result)) {
    const kind = result.failure === 'permanent' ? 'refused' : result.failure;
    return { heard: { kind, reason: result.reason, ...(result.timedOut && { isLate: true }) }, evidence: sent };
  }
  const { retryAfter } = retryAfterOf(result);
  await rest(needs, wanted, result.status, retryAfter);
  const body = Buffer.from(result.body);
  const heard = hear(
    { status: result.status, body: body.toString('utf8'), ...retryAfterOf(result) },
    question.clientTrxId,
  );
  if (isPending(question, heard)) return { heard, evidence: claim.row.evidence };
  const answered = await keep(needs, claim.row, question, {
    direction: 'answered',
    body,
    n: sent.length,
    status: result.status,
  });
  return { heard, evidence: [...sent, answered] };
}

/** A result that is not there yet is asked for again and again: that is not worth keeping. */
const isPending = ({ request }: Question, heard: Heard): boolean =>
  (request.kind === 'bulk-result' || request.kind === 'mixed-result') &&
  heard.kind === 'answer' &&
  heard.answer.packs === undefined;

async function keepSent(needs: NmvsNeeds, row: NmvsTransaction, question: Question, xml: string) {
  const body = Buffer.from(xml.replace(/<t:(New)?Password>[^<]*</g, '<t:$1Password>***<'));
  const kept = await keep(needs, row, question, { direction: 'sent', body, n: row.evidence.length });
  return [...row.evidence, kept];
}

async function keep(
  { evidence, now }: NmvsNeeds,
  { tenant, id }: NmvsTransaction,
  { operation, clientTrxId }: Question,
  { direction, body, n, status }: { direction: 'sent' | 'answered'; body: Uint8Array; n: number; status?: number },
): Promise<NmvsEvidence> {
  const key = `${placeOf(tenant, id)}/${n}-${direction}`;
  await evidence.put(key, body);
  const told = { at: now().toISOString(), operation, clientTrxId, direction, key };
  return status === undefined ? told : { ...told, status };
}
