import { exchange } from '#common/exchange.ts';
import { freezeMessage, type Outbound } from '#common/freeze-message.ts';
import { orRefuse } from '#common/refused.ts';
import { outgoingOf } from '#common/regulator-access/outgoing.ts';
import { reachOf } from '#common/regulator-access/reach.ts';
import type { Postponed, Tried } from '#common/run-delivery.ts';
import type { Claim } from '#common/store/deliveries.ts';
import { awaitTurn, type WantedCall } from '#common/take-turns.ts';
import { refuse } from '#shared/refusal.ts';
import { regimeOf } from '#shared/regimes/regimes.ts';
import { askForResult, askOfEarlier, askWhetherArrived } from './ask-regulator.ts';
import { attachedTo } from './attached-to.ts';
import { gatherReport, holderOf } from './gather-report.ts';
import { likelyCall } from './likely-call.ts';
import { callOf, read, type SendNeeds, type Submission, settled } from './submission.ts';
import { mayHaveArrived, neverTwice, untilItShows } from './until-it-shows.ts';
import { waitsFor } from './waits-for.ts';

/** One turn with a regulator: ask for the result of what was received, or send; and ask first when it may have arrived already. */
export const sendReport =
  (needs: SendNeeds) =>
  async (claim: Claim): Promise<Tried | Postponed> => {
    const asked = submissionOf(needs, claim);
    const { delivery, regime } = asked;
    const blocked = delivery.state === 'sent' ? undefined : await waitsFor(needs, delivery);
    if (blocked !== undefined) return blocked;
    const ready = (call: string) => awaitTurn(needs, callOf(needs, claim, regime, call), 'take');
    const reach = await reachOf(needs, delivery, regime, ready);
    if ('postponed' in reach) return reach;
    const submission = { ...asked, reach };
    if (delivery.state === 'sent')
      return neverTwice(submission, await askForResult(needs, submission, delivery.receipt ?? ''));
    if (delivery.anew) return (await askOfEarlier(needs, submission)) ?? upload(needs, anewOf(submission));
    if (mayHaveArrived(submission) && delivery.frozen !== undefined) {
      const early = untilItShows(needs, submission);
      if (early !== undefined) return early;
      const arrived = await askWhetherArrived(needs, submission, delivery.frozen.requestId);
      if (arrived !== undefined && arrived.verdict.verdict !== 'unknown') return arrived;
    }
    return upload(needs, submission);
  };

function submissionOf({ regimes }: Pick<SendNeeds, 'regimes'>, claim: Claim): Omit<Submission, 'reach'> {
  const { delivery } = claim;
  const { market = '', report } = delivery;
  const regime = regimeOf(market, regimes);
  if (regime === undefined || report === undefined)
    return orRefuse<Omit<Submission, 'reach'>>(refuse('unsupported', `market ${market} is not reported to`));
  const { key, name, act, units, change, undo, wants, notes } = report;
  return {
    claim,
    delivery,
    regime,
    report: {
      key,
      name,
      act,
      ...(units && { units }),
      ...(change && { change }),
      ...(undo && { undo }),
      ...(wants && { wants }),
      ...(notes && { notes }),
    },
  };
}

/** The report as a request of its own, whatever was sent of it before. */
function anewOf(submission: Submission): Submission {
  const { frozen: _, ...before } = submission.delivery;
  const delivery = { ...before, round: before.round + 1, anew: false };
  return { ...submission, delivery, claim: { ...submission.claim, delivery } };
}

async function upload(needs: SendNeeds, submission: Submission): Promise<Tried> {
  const { claim, delivery, regime, report, reach } = submission;
  // A quarter of a million serials are not gathered for a call that may not be made yet.
  const likely = likelyCall(submission);
  let wanted = await awaitTurn(needs, callOf(needs, claim, regime, likely), 'look');
  const take = async ({ call = likely }: Outbound) => {
    wanted = await awaitTurn(needs, turnOf(wanted, callOf(needs, claim, regime, call)), 'take');
  };
  const message = await freezeMessage(needs, claim, () => write(needs, submission), take);
  const { body, attachment } = message;
  const place = delivery.evidence.length + (attachment === undefined ? 1 : 2);
  const isAttached = attachment !== undefined || delivery.frozen?.attached !== undefined;
  const kept = attachedTo(needs.evidence, delivery).read;
  const attached = async () => (attachment ? Buffer.from(attachment).toString('utf8') : kept());
  const sent = { report: report.name, body: async () => body, ...(isAttached && { attached }) };
  const sending = { ...needs, send: reach.send };
  const outgoing = outgoingOf(reach, message, body);
  return settled(needs, wanted, await exchange(sending, claim, place, outgoing, read(regime, 'message', sent)));
}

/** The call that is made, at the place that was come to when it is the same. */
const turnOf = (looked: WantedCall, made: WantedCall): WantedCall =>
  looked.throttle?.call === made.throttle?.call ? looked : made;

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
  const written = regime.writeMessage(report, data);
  const sealed = regime.seal ? await regime.seal(written, reach.sign) : written;
  const { method, call, path, headers, contentType, body = '', attached } = sealed;
  if (method === 'GET') throw new Error(`${regime.market} writes ${report.name} as a question`);
  const typed = { ...headers, ...(contentType && { 'content-type': contentType }) };
  return {
    ...{ requestId, method, call, path, headers: typed, body: Buffer.from(body) },
    ...(reach.to && { to: reach.to }),
    ...(attached !== undefined && { attachment: Buffer.from(attached) }),
  };
}
