import type { Request } from '#common/http.ts';
import { missingFacts } from '#common/missing-facts.ts';
import { orRefuse } from '#common/refused.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import { refuse } from '#shared/refusal.ts';
import { wordsOf } from '#shared/regimes/catalogue.ts';
import { handledFor } from '#shared/regimes/handled.ts';
import { documents } from '#shared/regimes/us/documents.ts';
import { partner } from '#shared/regimes/us/partner.ts';
import { nextTryOf } from './next-try.ts';

/** The delivery that the path names. */
export async function findDelivery(deliveries: Pick<Deliveries, 'get'>, { tenant, path }: Request): Promise<Delivery> {
  const id = path['deliveryId'] ?? '';
  const remedy = 'GET /api/deliveries lists them';
  return orRefuse((await deliveries.get(tenant, id)) ?? refuse('not-found', `no delivery ${id}`, { remedy }));
}

/** A delivery as the API tells it: how it is kept from being sent twice is nobody's business. Codes of the regulator are explained. */
export function tellDelivery(delivery: Delivery) {
  const { frozen, before, uncertain, polls, round, anew, decided, report, ...row } = delivery;
  const { notBefore, tryingSince, place, waits, ...told } = row;
  const explained = explain(told);
  const nextTry = nextTryOf(delivery);
  const missing = missingFacts({ report, facts: told.facts });
  return {
    ...told,
    ...(report && { report: report.name, act: report.act }),
    ...(report?.change && { change: report.change }),
    wants: report?.wants,
    ...(nextTry !== undefined && { nextTry }),
    ...(missing.length > 0 && { missing }),
    ...(frozen?.to && { sentTo: frozen.to.url, rehearsal: frozen.to.rehearsal }),
    ...(explained.length > 0 && { explained }),
  };
}

/** What the codes in a failure mean: of a submission those of its regulator, of a delivery those of documents for partners and of what they answer. */
function explain({ market, failure = '' }: Pick<Delivery, 'market' | 'failure'>) {
  const words = new Set(failure.split(/[^\w-]+/).flatMap((word) => [word, ...word.split('-')]));
  const errors = market === undefined ? ofDocuments : wordsOf(handledFor(market)?.systems[0] ?? '').errors;
  return errors.filter(({ code }) => words.has(code));
}

const ofDocuments = [...documents.errors, ...partner.errors];
