import type { EventFacts } from '../../../epcis/validation/event-facts.ts';
import { ilmdText } from '../../../epcis/validation/ilmd-text.ts';
import { textsAt } from '../../../epcis/validation/tree.ts';
import { valueProblem } from '../../../gs1/application-identifiers.ts';
import { isDay } from '../../../is-day.ts';
import type { UsFinding } from './finding.ts';
import { refused } from './told.ts';
import { isLogistic } from './units.ts';

const PART = 'commissioning';

/** Lot and expiry as packs bear them (GS1 GS §3.3.10, §3.4.7), and on no logistic unit. Another form than YYYY-MM-DD is told elsewhere. */
export function* checkIlmd({ tree, definitions, canonical }: EventFacts, event: number): Generator<UsFinding> {
  const lot = ilmdText(tree, 'lotNumber', definitions);
  const expiry = ilmdText(tree, 'itemExpirationDate', definitions);
  if (lot === undefined && expiry === undefined) return;
  const wrong = lot === undefined ? undefined : valueProblem('10', lot);
  if (wrong !== undefined)
    yield refused('dscsa-lot-form', event, undefined, PART, `lot ${JSON.stringify(lot)}: ${wrong.detail}`);
  if (expiry !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(expiry) && !isDay(expiry))
    yield refused('dscsa-expiry-form', event, undefined, PART, `there is no day ${expiry}`);
  const logistic = textsAt(tree, 'epcList').find(({ value }) => isLogistic(canonical(value)));
  if (logistic !== undefined)
    yield refused(
      'dscsa-ilmd-on-sscc',
      event,
      logistic.value,
      PART,
      `${logistic.value} is commissioned with lot or expiry`,
    );
}
