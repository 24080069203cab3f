import { checkDigitHolds } from '../../gs1/check-digit.ts';
import { readGln } from '../../gs1/gln.ts';
import { isDay } from '../../is-day.ts';
import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { completed, judgeForms } from '../facts.ts';
import type { Report, ReportData } from '../regime.ts';
import type { ReportedLot, ReportedProduct } from '../reported.ts';
import { releaseWants } from './due-lists.ts';
import { releaseForms } from './judge-facts.ts';
import { MOST_PACKS } from './limits.ts';
import { type ListedPack, packsOf } from './listed-pack.ts';

type Data = Omit<ReportData, 'requestId'>;

/** Whose rules they are, for refusals. */
export interface ListRules {
  readonly home: string;
  readonly rule: string;
}

/** Refuses what a service of pack lists would refuse, with the place and the rule. Serials are compared as they are: upper and lower case differ. */
export const acceptList =
  ({ home, rule }: ListRules) =>
  (data: Data, report?: Report): Refusal | undefined => {
    const { product, lot, movement } = data;
    const refusal =
      acceptProduct(product, home) ??
      (lot && acceptLot(lot)) ??
      (movement && acceptEnds(data)) ??
      acceptPacks(packsOf(data), movement ? '/movement/packs' : '/serials') ??
      (report?.wants?.some((fact) => fact === releaseWants[0]) ? acceptMade(data) : undefined);
    return refusal && { ...refusal, rule };
  };

function acceptProduct({ gtin, name, markets }: ReportedProduct, home: string): Refusal | undefined {
  if (!isGtin(gtin)) return refuse('malformed', `${gtin} is not a GTIN`, { at: '/product/gtin' });
  if (name.trim() === '') return refuse('malformed', 'name is missing', { at: '/product/name' });
  if (markets.includes(home)) return undefined;
  return refuse('malformed', `the product is not sold in ${home}`, { at: '/product/markets' });
}

const isGtin = (text: string) => /^\d{14}$/.test(text) && checkDigitHolds(text);

function acceptLot({ lot, expiry }: ReportedLot): Refusal | undefined {
  if (lot.length < 1 || lot.length > 20)
    return refuse('malformed', `lot ${lot} does not have 1 to 20 characters`, { at: '/lot/lot' });
  return isDay(expiry) ? undefined : refuse('malformed', `${expiry} is not a date YYYY-MM-DD`, { at: '/lot/expiry' });
}

/** Both ends are named by their GLNs. */
function acceptEnds({ movement }: Data): Refusal | undefined {
  for (const end of ['from', 'to'] as const) {
    const gln = readGln(movement?.[end].gln ?? '');
    if (isRefusal(gln)) return { ...gln, at: `/movement/${end}/gln` };
  }
  return undefined;
}

function acceptPacks(packs: readonly ListedPack[], at: string): Refusal | undefined {
  if (packs.length > MOST_PACKS)
    return refuse('too-large', `${packs.length} packs are in what the list names`, {
      at,
      remedy: `at most ${MOST_PACKS}: capture the movement in parts`,
    });
  const seen = new Set<string>();
  for (const [index, pack] of packs.entries()) {
    const problem = packProblem(pack) ?? (seen.has(nameOf(pack)) ? twice(pack) : undefined);
    if (problem !== undefined) return { ...problem, at: `${at}/${index}` };
    seen.add(nameOf(pack));
  }
  return undefined;
}

const nameOf = ({ gtin, serial }: ListedPack) => `${gtin} ${serial}`;
const twice = ({ serial }: ListedPack) => refuse('conflict', `serial ${serial} stands twice`);

function packProblem({ gtin, serial, lot, expiry }: ListedPack): Refusal | undefined {
  if (!isGtin(gtin)) return refuse('malformed', `${gtin} is not a GTIN`);
  if (!/^[A-Za-z0-9]{1,20}$/.test(serial))
    return refuse('malformed', `serial ${serial} is not 1 to 20 letters and digits`);
  if (lot !== '' && isDay(expiry)) return undefined;
  return refuse('malformed', `it is not known of which lot ${gtin} ${serial} is, or when that expires`, {
    remedy: 'capture the event that made the pack, with lot and expiry, then resend',
  });
}

function acceptMade({ facts = {}, lot }: Data): Refusal | undefined {
  const { madeDate = '' } = facts;
  const at = { at: '/facts/madeDate', remedy: 'give the fact anew: PUT /api/deliveries/{deliveryId}/facts' };
  const wrong = judgeForms(completed(facts, releaseForms), releaseForms, '');
  if (wrong !== undefined) return { ...wrong, ...at };
  return madeDate < (lot?.expiry ?? '') ? undefined : refuse('malformed', `${madeDate} is not before the expiry`, at);
}
