import { exchange, retryAfterOf } from '#common/exchange.ts';
import { freezeMessage, type Outbound } from '#common/freeze-message.ts';
import { orRefuse } from '#common/refused.ts';
import type { Postponed, RunNeeds, Tried } from '#common/run-delivery.ts';
import type { Answered, Outgoing, SendHttps } from '#common/send/https.ts';
import type { Claim } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { MarketWithdrawals } from '#common/store/market-withdrawals.ts';
import { awaitTurn, laneOf, rest, type TurnNeeds, type WantedCall } from '#common/take-turns.ts';
import type { Verdict } from '#shared/delivery/verdict.ts';
import { refuse } from '#shared/refusal.ts';
import type { Answer, Message, Regime, Report } from '#shared/regimes/regime.ts';
import { regimeOf } from '#shared/regimes/registry.ts';
import { type GatherNeeds, gatherReport, holderOf } from './gather-report.ts';
import { type Reach, type ReachNeeds, reachOf } from './reach.ts';
import { type WaitNeeds, waitsFor } from './waits-for.ts';

export interface SendNeeds extends GatherNeeds, RunNeeds, TurnNeeds, WaitNeeds, ReachNeeds {
  readonly deliveries: RunNeeds['deliveries'];
  readonly evidence: EvidenceStore;
  readonly withdrawals: Pick<MarketWithdrawals, 'get'>;
  readonly send: SendHttps;
}

interface Submission {
  readonly delivery: Delivery;
  readonly regime: Regime;
  readonly report: Report;
  readonly claim: Claim;
  readonly reach: Reach;
}

/** One turn with a regulator: ask for the result of what was received, or send; and ask first when it may have arrived already. */
export const sendReport =
  (needs: SendNeeds) =>
  async (claim: Claim): Promise<Tried | Postponed> => {
    const asked = submissionOf(claim);
    const { delivery } = asked;
    const blocked = delivery.state === 'sent' ? undefined : await waitsFor(needs, delivery);
    if (blocked !== undefined) return blocked;
    const reach = await reachOf(needs, delivery);
    if ('postponed' in reach) return reach;
    const submission = { ...asked, reach };
    if (delivery.state === 'sent') return askForResult(needs, submission, delivery.receipt ?? '');
    if (delivery.anew) return (await askOfEarlier(needs, submission)) ?? upload(needs, anewOf(submission));
    if (delivery.uncertain && delivery.frozen !== undefined) {
      const arrived = await askWhetherArrived(needs, submission, delivery.frozen.requestId);
      if (arrived !== undefined && arrived.verdict.verdict !== 'unknown') return arrived;
    }
    return upload(needs, submission);
  };

function submissionOf(claim: Claim): Omit<Submission, 'reach'> {
  const { delivery } = claim;
  const { market = '', report } = delivery;
  const regime = regimeOf(market);
  if (regime === undefined || report === undefined)
    return orRefuse<Omit<Submission, 'reach'>>(refuse('unsupported', `market ${market} is not reported to`));
  const { key, name, act, units, change, undo } = report;
  return {
    claim,
    delivery,
    regime,
    report: { key, name, act, ...(units && { units }), ...(change && { change }), ...(undo && { undo }) },
  };
}

/** The report as a request of its own, whatever was sent of it before. */
function anewOf(submission: Submission): Submission {
  const { frozen: _, ...before } = submission.delivery;
  const delivery = { ...before, round: before.round + 1, anew: false };
  return { ...submission, delivery, claim: { ...submission.claim, delivery } };
}

/** What became of what was sent before a person had it sent anew; `undefined` when the regulator does not have it, or refused all of it. */
async function askOfEarlier(needs: SendNeeds, submission: Submission): Promise<Tried | undefined> {
  const { frozen, evidence } = submission.delivery;
  const arrived = frozen && (await askWhetherArrived(needs, submission, frozen.requestId));
  if (arrived === undefined || arrived.verdict.verdict === 'unknown') return undefined;
  if (arrived.verdict.verdict !== 'received') return arrived;
  const result = await askForResult(needs, submission, arrived.verdict.receipt, evidence.length + 1);
  const { verdict } = result.verdict;
  if (verdict === 'rejected' || verdict === 'unknown') return undefined;
  return verdict === 'retry' ? result : arrived;
}

async function askForResult(needs: SendNeeds, submission: Submission, receipt: string, place?: number) {
  const { delivery, regime } = submission;
  const holder = await holderOf(needs.registry, delivery.tenant);
  const message = await regime.askReceipt(receipt, holder, attachedTo(delivery));
  return ask(needs, submission, 'receipt', message, place);
}

const attachedTo =
  ({ deliveryId }: Delivery) =>
  (): Promise<string> =>
    Promise.reject(new Error(`delivery ${deliveryId} has nothing attached`));

async function askWhetherArrived(needs: SendNeeds, submission: Submission, requestId: string) {
  const { delivery, regime, report } = submission;
  const message = regime.askRequest(report, requestId, await holderOf(needs.registry, delivery.tenant));
  return message && ask(needs, submission, 'request', message);
}

/** A question that cannot be asked is asked again: what was sent before stands as it stood. */
async function ask(
  needs: SendNeeds,
  { claim, regime, reach }: Submission,
  to: 'receipt' | 'request',
  message: Message,
  place = claim.delivery.evidence.length,
): Promise<Tried> {
  const { frozen } = claim.delivery;
  const outgoing = outgoingOf(reach, message);
  const wanted = callOf(needs, claim, regime, message.call);
  await awaitTurn(needs, wanted, 'take');
  const sent = () => bytesOf(needs.evidence, frozen);
  const tried = await settled(needs, wanted, await exchange(needs, claim, place, outgoing, read(regime, to, sent)));
  const { verdict, answered } = tried;
  if (verdict.verdict !== 'rejected' || answered !== undefined) return tried;
  return { verdict: { verdict: 'retry', failure: 'ambiguous', reason: verdict.reason } };
}

async function bytesOf(evidence: EvidenceStore, frozen: Delivery['frozen']): Promise<Uint8Array> {
  const kept = frozen && (await evidence.get(frozen.evidenceKey));
  if (kept === undefined) throw new Error(`evidence ${frozen?.evidenceKey} of what was sent is gone`);
  return kept;
}

/** A call as it asks for its turn. */
function callOf({ now }: SendNeeds, { delivery }: Claim, { systems: [system] }: Regime, call: string): WantedCall {
  const throttle = system.throttles.find((one) => one.call === call);
  const { tenant, turn } = delivery;
  return { tenant, throttle, lane: laneOf(delivery, now()), turn };
}

/** What was answered, after everybody was told who wants to be left alone. */
async function settled(needs: SendNeeds, wanted: WantedCall, tried: Tried): Promise<Tried> {
  const { verdict, answered } = tried;
  const retryAfter = verdict.verdict === 'retry' ? verdict.retryAfter : undefined;
  if (answered?.status !== undefined) await rest(needs, wanted, answered.status, retryAfter);
  return tried;
}

async function upload(needs: SendNeeds, submission: Submission): Promise<Tried> {
  const { claim, delivery, regime, report, reach } = submission;
  const wanted = callOf(needs, claim, regime, report.name);
  // A quarter of a million serials are not gathered for a call that may not be made yet.
  const placed = await awaitTurn(needs, wanted, 'look');
  const take = () => awaitTurn(needs, placed, 'take');
  const { method, path, headers, body } = await freezeMessage(needs, claim, () => write(needs, submission), take);
  const outgoing = { ...outgoingOf(reach, { method, path, headers }), body };
  const tried = await exchange(
    needs,
    claim,
    delivery.evidence.length + 1,
    outgoing,
    read(regime, 'message', async () => body),
  );
  return settled(needs, wanted, tried);
}

/** What a regulator was told is withdrawn takes no more batches: their reports would be refused. What became of its packs is told. */
async function mustNotBeWithdrawn({ withdrawals }: SendNeeds, { delivery, regime, report }: Submission): Promise<void> {
  const { tenant, subject } = delivery;
  const isRelease = report.act.startsWith('release:');
  const found = isRelease && (await withdrawals.get(tenant, subject.gtin ?? '', regime.market));
  if (!found) return;
  const { by, at } = found.signature;
  const remedy = 'cancel the report: POST /api/deliveries/{deliveryId}/cancel';
  orRefuse(refuse('conflict', `the product was withdrawn from the market by ${by} at ${at}`, { at: '/gtin', remedy }));
}

async function write(needs: SendNeeds, submission: Submission): Promise<Outbound> {
  const { delivery, regime, report, reach } = submission;
  await mustNotBeWithdrawn(needs, submission);
  const holder = await holderOf(needs.registry, delivery.tenant);
  const requestId = `${delivery.deliveryId}-${delivery.round}`;
  const data = { ...(await gatherReport(needs, delivery)), holder, requestId };
  orRefuse(regime.accept(data, report));
  const { method, path, headers, contentType, body = '' } = regime.writeMessage(report, data);
  if (method === 'GET') throw new Error(`${regime.market} writes ${report.name} as a question`);
  const typed = { ...headers, ...(contentType && { 'content-type': contentType }) };
  return { requestId, method, path, headers: typed, body: Buffer.from(body), to: reach.to };
}

/** Reads an answer; what was sent, megabytes perhaps, only for one that says more than whether to ask again. */
const read =
  (regime: Regime, to: Answer['to'], sent: () => Promise<Uint8Array>) =>
  async (answered: Answered): Promise<Verdict> => {
    const { status } = answered;
    const isTold = status >= 200 && status < 300 && !(to === 'receipt' && status === 202);
    return regime.readAnswer({
      to,
      status,
      body: Buffer.from(answered.body).toString('utf8'),
      sent: isTold ? Buffer.from(await sent()).toString('utf8') : '',
      ...retryAfterOf(answered),
    });
  };

function outgoingOf(
  { baseUrl, headers, tls }: Reach,
  message: Pick<Message, 'method' | 'path' | 'headers'>,
): Pick<Outgoing, 'method' | 'url' | 'headers' | 'tls'> {
  const { method, path } = message;
  const url = baseUrl.replace(/\/$/, '') + path;
  return { method, url, headers: { ...message.headers, ...headers }, ...(tls && { tls }) };
}
