import { exchange, retryAfterOf } from '#common/exchange.ts';
import { freezeMessage, type Outbound } from '#common/freeze-message.ts';
import { orRefuse } from '#common/refused.ts';
import type { Postponed, RunNeeds, Tried } from '#common/run-delivery.ts';
import type { Answered, SendHttps } from '#common/send/https.ts';
import type { Claim } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { Verdict } from '#shared/delivery/verdict.ts';
import { refuse } from '#shared/refusal.ts';
import type { Answer, Message, Regime, Report } from '#shared/regimes/regime.ts';
import { regimeOf } from '#shared/regimes/registry.ts';
import { type GatherNeeds, gatherReport, holderOf } from './gather-report.ts';

export interface SendNeeds extends GatherNeeds, RunNeeds {
  readonly evidence: EvidenceStore;
  readonly send: SendHttps;
  /** Base URL of each market. */
  readonly baseUrls: Readonly<Record<string, string>>;
}

/** How often to look whether an earlier report was acknowledged, in seconds; its sender also says so when it is. */
const LOOK_AGAIN = 300;

interface Submission {
  readonly delivery: Delivery;
  readonly regime: Regime;
  readonly report: Report;
  readonly claim: Claim;
}

/** One turn with a regulator: ask for the result of what was received, or send; and ask first when it may have arrived already. */
export const sendReport =
  (needs: SendNeeds) =>
  async (claim: Claim): Promise<Tried | Postponed> => {
    const submission = submissionOf(claim);
    const { delivery } = submission;
    if (delivery.state === 'sent') return askForResult(needs, submission);
    const blocked = await waitsFor(needs, delivery);
    if (blocked !== undefined) return { postponed: blocked, wait: LOOK_AGAIN };
    if (delivery.uncertain && delivery.frozen !== undefined) {
      const arrived = await askWhetherArrived(needs, submission, delivery.frozen.requestId);
      if (arrived !== undefined && arrived.verdict.verdict !== 'unknown') return arrived;
    }
    return upload(needs, submission);
  };

function submissionOf(claim: Claim): Submission {
  const { delivery } = claim;
  const { market = '', report } = delivery;
  const regime = regimeOf(market);
  if (regime === undefined || report === undefined)
    return orRefuse<Submission>(refuse('unsupported', `market ${market} is not reported to`));
  const { key, name, act, units, change } = report;
  return { claim, delivery, regime, report: { key, name, act, ...(units && { units }), ...(change && { change }) } };
}

/** What must be acknowledged first, and is not. What was corrected is as good as its correction. */
async function waitsFor({ deliveries }: SendNeeds, { tenant, after = [] }: Delivery): Promise<string | undefined> {
  for (let [id, ...more] = after; id !== undefined; [id, ...more] = more) {
    const before = await deliveries.get(tenant, id);
    if (before?.state === 'corrected' && before.correctedBy !== undefined) more.unshift(before.correctedBy);
    else if (before !== undefined && before.state !== 'acknowledged')
      return `waits for ${before.report?.name ?? before.deliveryId}, which is ${before.state}`;
  }
  return undefined;
}

async function askForResult(needs: SendNeeds, { claim, delivery, regime }: Submission): Promise<Tried> {
  const message = regime.askReceipt(delivery.receipt ?? '', await holderOf(needs.registry, delivery.tenant));
  return ask(needs, claim, regime, 'receipt', message);
}

async function askWhetherArrived(needs: SendNeeds, { claim, delivery, regime, report }: Submission, requestId: string) {
  const message = regime.askRequest(report, requestId, await holderOf(needs.registry, delivery.tenant));
  return message && ask(needs, claim, regime, 'request', message);
}

function ask(needs: SendNeeds, claim: Claim, regime: Regime, to: Answer['to'], message: Message): Promise<Tried> {
  const { market, evidence } = claim.delivery;
  const outgoing = { method: message.method, url: urlOf(needs, market, message.path), headers: message.headers };
  return exchange(needs, claim, evidence.length, outgoing, read(regime, to));
}

async function upload(needs: SendNeeds, submission: Submission): Promise<Tried> {
  const { claim, delivery, regime } = submission;
  const { method, path, headers, body } = await freezeMessage(needs, claim, () => write(needs, submission));
  const outgoing = { method, url: urlOf(needs, delivery.market, path), headers, body };
  return exchange(needs, claim, delivery.evidence.length + 1, outgoing, read(regime, 'message'));
}

async function write(needs: SendNeeds, { delivery, regime, report }: Submission): Promise<Outbound> {
  const holder = await holderOf(needs.registry, delivery.tenant);
  const requestId = `${delivery.deliveryId}-${delivery.round}`;
  const data = { ...(await gatherReport(needs, delivery)), holder, requestId };
  orRefuse(regime.accept(data));
  const { method, path, headers, contentType, body = '' } = regime.writeMessage(report, data);
  if (method === 'GET') throw new Error(`${regime.market} writes ${report.name} as a question`);
  const typed = { ...headers, ...(contentType && { 'content-type': contentType }) };
  return { requestId, method, path, headers: typed, body: Buffer.from(body) };
}

const read =
  (regime: Regime, to: Answer['to']) =>
  (answered: Answered): Verdict =>
    regime.readAnswer({
      to,
      status: answered.status,
      body: Buffer.from(answered.body).toString('utf8'),
      ...retryAfterOf(answered),
    });

function urlOf({ baseUrls }: SendNeeds, market: string | undefined, path: string): string {
  const base = baseUrls[market ?? ''];
  if (base === undefined) throw new Error(`no base URL for market ${market}`);
  return base.replace(/\/$/, '') + path;
}
