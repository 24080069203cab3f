import { type Answered, isAnswered, type SendHttps } from '#common/send/https.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { Verification, VerificationEvidence } from '#common/store/verification-row.ts';
import type { VrsSettings } from '#common/store/vrs-settings.ts';
import { ATP_HEADER } from '#shared/vrs/atp-claims.ts';
import { audienceOf, type DirectoryEntry } from '#shared/vrs/directory-entry.ts';
import { type Heard, readAnswer } from '#shared/vrs/read-answer.ts';
import { questionUrl } from '#shared/vrs/write-question.ts';
import type { AtpOf } from './atp.ts';
import { isRejected } from './read-jwt.ts';

export interface AskNeeds {
  readonly send: SendHttps;
  readonly evidence: Pick<EvidenceStore, 'put'>;
  readonly atpOf: AtpOf;
  readonly now: () => Date;
}

export interface Asked {
  readonly heard: Heard;
  readonly evidence: readonly VerificationEvidence[];
}

/**
 * Asks a responder once. What is sent is kept before it leaves, what is answered as it came, each with head and body. Asking is a GET: it may be
 * repeated under the same corrUUID.
 */
export async function askResponder(
  needs: AskNeeds,
  settings: VrsSettings,
  row: Verification,
  entry: DirectoryEntry,
): Promise<Asked> {
  const { tenant, id, corrUUID, context, reqGLN } = row;
  const atp = needs.atpOf(tenant, settings);
  const url = questionUrl(entry.url, { pack: row, reqGLN, corrUUID, ...(context && { context }) });
  const presented = await atp.present(corrUUID, entry.audience ?? audienceOf(entry.gln));
  const headers = {
    accept: 'application/json',
    'cache-control': 'no-cache',
    ...(presented && { [ATP_HEADER]: presented.presentation }),
  };
  const keep = async (direction: 'sent' | 'answered', bytes: Uint8Array, more: Partial<VerificationEvidence> = {}) => {
    const n = row.evidence.length + (direction === 'sent' ? 0 : 1);
    const key = `${tenant}/evidence/vrs-${id}/${n}-${direction}`;
    await needs.evidence.put(key, bytes);
    return { at: needs.now().toISOString(), direction, key, ...more };
  };
  const shown = presented && { credential: presented.credential };
  const sent = await keep('sent', Buffer.from(`GET ${url}\n${lines(headers)}\n`), shown);
  const result = await needs.send({ method: 'GET', url, headers });
  if (!isAnswered(result)) {
    const outcome = result.failure === 'permanent' ? 'request-refused' : 'responder-unavailable';
    return { heard: { outcome, detail: result.reason }, evidence: [sent] };
  }
  const { heard, credential } = await judge(needs, settings, row, entry, result);
  const told = { status: result.status, ...(credential !== undefined && { credential }) };
  const answered = await keep('answered', asCame(result), told);
  return { heard, evidence: [sent, answered] };
}

/** An answer counts when its responder is whom it says, where that is demanded. Whether it was proved is noted anyway. */
async function judge(
  { atpOf }: AskNeeds,
  settings: VrsSettings,
  row: Verification,
  { gln }: DirectoryEntry,
  result: Answered,
) {
  const answer = { status: result.status, body: Buffer.from(result.body).toString('utf8') };
  const heard = readAnswer(answer, { corrUUID: row.corrUUID, gln });
  const presentation = result.headers[ATP_HEADER.toLowerCase()];
  if (result.status !== 200 || heard.outcome === 'answer-unusable') return { heard };
  if (presentation === undefined && !settings.demandsOfResponders) return { heard };
  const expected = { corrUUID: row.corrUUID, audience: settings.audience ?? audienceOf(row.reqGLN) };
  const proof = await atpOf(row.tenant, settings).verify(presentation, expected);
  if (!isRejected(proof)) return { heard, credential: proof.credential };
  if (!settings.demandsOfResponders)
    return { heard: { ...heard, detail: `credential not accepted: ${proof.problem}` } };
  const outcome = proof.problem === 'unavailable' ? 'responder-unavailable' : 'responder-not-authorised';
  return { heard: { outcome, detail: `${proof.problem}: ${proof.detail}` } satisfies Heard };
}

const lines = (headers: Readonly<Record<string, string | undefined>>) =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');

const asCame = ({ status, headers, body }: Answered) =>
  Buffer.concat([Buffer.from(`${status}\n${lines(headers)}\n`), body]);
