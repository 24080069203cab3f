import { type Refusal, refuse } from '../../refusal.ts';
import { acceptList } from '../pack-lists/accept-list.ts';
import { packsOf } from '../pack-lists/listed-pack.ts';
import type { Report, ReportData } from '../regime.ts';
import { acceptFacts, priceOf } from './facts.ts';
import { HOME, names, RULE } from './names.ts';
import { acceptParties } from './parties.ts';

type Data = Omit<ReportData, 'requestId'>;

const acceptPacks = acceptList({ home: HOME, rule: RULE });

/** Refuses what KPIS would refuse, with the place and the rule. */
export function accept(data: Data, report?: Report): Refusal | undefined {
  const packs = acceptPacks(data);
  if (packs !== undefined || report === undefined) return packs;
  const parties = acceptParties(data);
  if (parties !== undefined || report.undo) return parties ?? acceptBack(data);
  return acceptEnd(report) ?? acceptFacts(report.wants ?? [], data.facts ?? {}) ?? acceptPrices(data);
}

/** What moved may turn out to have packs in it that nobody knew of when prices were asked for. */
function acceptPrices(data: Data): Refusal | undefined {
  if (data.movement === undefined) return undefined;
  const other = packsOf(data).find(({ gtin }) => priceOf(data.facts ?? {}, gtin) === '');
  if (other === undefined) return undefined;
  return refuse('conflict', `packs of ${other.gtin} are in what moved, and no price of theirs was asked for`, {
    at: '/movement/packs',
    rule: `${RULE}: unit prices`,
    remedy: 'tell this movement at the portal, then cancel this report',
  });
}

/** A person may have said that packs were no more for another reason. */
function acceptEnd({ name, change }: Report): Refusal | undefined {
  if (name !== names.destruction || change === 'destroyed') return undefined;
  return refuse('conflict', `packs that were ${change} are told to nobody in Korea`, {
    at: '/change',
    rule: `${RULE}: destruction`,
    remedy: 'cancel this report: POST /api/deliveries/{deliveryId}/cancel',
  });
}

/** A correction and a cancellation name the one report that they are of. */
function acceptBack({ takesBack = [] }: Data): Refusal | undefined {
  if (takesBack.length === 1) return undefined;
  const [detail, remedy] =
    takesBack.length === 0
      ? ['it is not known by what number KPIS has the report', 'let that be acknowledged first, or cancel both']
      : [
          `${takesBack.length} reports told of it: ${takesBack.join(', ')}`,
          'correct those at the portal, then cancel this',
        ];
  return refuse('conflict', detail, {
    at: '/takesBack',
    rule: `${RULE}: a correction names the original report`,
    remedy,
  });
}
