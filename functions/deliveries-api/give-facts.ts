import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json } from '#common/http.ts';
import { log } from '#common/log.ts';
import { isHeldForFacts, missingFacts, waitsForFacts } from '#common/missing-facts.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { auditPut } from '#common/store/audit.ts';
import { type Delivery, queueOf } from '#common/store/delivery-row.ts';
import { deliveryFacts, MOST_FACT_BYTES } from '#shared/messages/deliveries-api.ts';
import { refuse } from '#shared/refusal.ts';
import { dayToCome } from '#shared/regimes/day-to-come.ts';
import { handledFor } from '#shared/regimes/handled.ts';
import { pointerStep } from '#shared/wire/json-pointer.ts';
import { type ChangeNeeds, overtaken } from './change-delivery.ts';
import { findDelivery, tellDelivery } from './find-delivery.ts';
import { mayTakeFacts } from './may-take-facts.ts';

/**
 * Gives facts that a report wants and no event tells, judged by the rules of its regulator. Those that are named take the place of what was given before, others stay.
 * When none is missing any more, and nothing else keeps it back, it goes. The very same again changes nothing, even after it was sent.
 */
export const giveFacts =
  (needs: ChangeNeeds): Endpoint =>
  async (request) => {
    const { facts: given, reason } = read(deliveryFacts, json(request));
    const delivery = await findDelivery(needs.deliveries, request);
    const { tenant, deliveryId, state, kind, subject, facts: before = {} } = delivery;
    mustBeWanted(delivery, given);
    const news = Object.fromEntries(Object.entries(given).filter(([name, text]) => before[name] !== text));
    if (Object.keys(news).length === 0) return { status: 200, body: tellDelivery(delivery) };
    orRefuse(mayTakeFacts(delivery));
    const facts = { ...before, ...news };
    mustFit(facts);
    const at = needs.now();
    mustBeRight(delivery, facts, at);
    const detail = { was: state, kind, of: subject, facts: news, ...(reason !== undefined && { reason }) };
    const entry = entryOf(request, at.toISOString(), 'delivery-facts-given', `delivery ${deliveryId}`, { detail });
    const told = auditPut(needs.registryTable, tenant, entry);
    const outcome = await needs.deliveries.giveFacts(delivery, facts, heldAfter(delivery, facts), at, told);
    const changed = await findDelivery(needs.deliveries, request);
    // Of two that give the same at once, the second hears what the first did.
    if (outcome === 'overtaken' && !isGiven(changed, news)) throw new Refused(overtaken);
    if (changed.state === 'due') await needs.queues[queueOf(delivery)]({ tenant, deliveryId });
    log('delivery-changed', { tenant, deliveryId, state: changed.state, by: request.caller });
    return { status: 200, body: tellDelivery(changed) };
  };

const isGiven = ({ facts = {} }: Delivery, news: Readonly<Record<string, string>>) =>
  Object.entries(news).every(([name, text]) => facts[name] === text);

/** What it is held for once these are given: for those that are missing, for nothing, or for what somebody else holds it for. */
function heldAfter(delivery: Delivery, facts: Readonly<Record<string, string>>): Delivery['held'] {
  const { held } = delivery;
  if (held === undefined || !isHeldForFacts(delivery)) return held;
  const missing = missingFacts({ ...delivery, facts });
  return missing.length === 0 ? undefined : { ...held, reason: waitsForFacts(missing) };
}

function mustBeWanted({ report, deliveryId }: Delivery, given: Readonly<Record<string, string>>): void {
  const wants = new Set(report?.wants);
  const other = Object.keys(given).find((name) => !wants.has(name));
  if (other === undefined) return;
  const remedy = `GET /api/deliveries/${deliveryId} tells what it wants`;
  orRefuse(refuse('malformed', `the delivery does not want ${other}`, { at: `/facts${pointerStep(other)}`, remedy }));
}

/** The regulator's own rules, as far as the facts given so far can be judged: the rest is judged when the report is written. */
function mustBeRight({ market = '', report }: Delivery, facts: Readonly<Record<string, string>>, now: Date): void {
  const wrong = (report && handledFor(market)?.judgeFacts?.(report, facts)) ?? dayToCome(facts, now.toISOString());
  if (wrong !== undefined) throw new Refused(wrong);
}

function mustFit(facts: Readonly<Record<string, string>>): void {
  const bytes = Buffer.byteLength(JSON.stringify(facts));
  if (bytes <= MOST_FACT_BYTES) return;
  const remedy = 'give shorter texts';
  orRefuse(
    refuse('too-large', `facts of ${bytes} bytes, at most ${MOST_FACT_BYTES} are kept`, { at: '/facts', remedy }),
  );
}
