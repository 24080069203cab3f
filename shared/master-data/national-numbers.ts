import { valueProblem } from '../gs1/application-identifiers.ts';
import { readNdc, toNdc10 } from '../gs1/national/ndc.ts';
import { gtinOfNdc } from '../gs1/national/ndc-gtin.ts';
import { readPzn } from '../gs1/national/pzn.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';

export const nationalTypes = ['pzn', 'cip', 'cn', 'drn', 'aim', 'ndc', 'aic', 'srn', 'ppn', 'china-code'] as const;
export type NationalType = (typeof nationalTypes)[number];

interface Home {
  /** Whose number it is, ISO 3166-1 alpha-2. */
  readonly market: string;
  /** Application identifier that carries it beside the GTIN (GS1 General Specifications §3.7.2); absent: it has no place in a GS1 code. */
  readonly ai?: string;
}

/** National healthcare reimbursement numbers and their kin, by where they belong. */
export const nationalHomes: Readonly<Record<NationalType, Home>> = {
  pzn: { market: 'DE', ai: '710' },
  cip: { market: 'FR', ai: '711' },
  cn: { market: 'ES', ai: '712' },
  drn: { market: 'BR', ai: '713' },
  aim: { market: 'PT', ai: '714' },
  ndc: { market: 'US', ai: '715' },
  aic: { market: 'IT', ai: '716' },
  srn: { market: 'CR', ai: '717' },
  ppn: { market: 'DE' },
  'china-code': { market: 'CN' },
};

/** Why a national number cannot be one of the product with that GTIN and those markets; `at` is left to the caller. */
export function nationalProblem(
  { type, value }: { readonly type: NationalType; readonly value: string },
  gtin: string,
  markets: readonly string[],
): Refusal | undefined {
  const { market, ai } = nationalHomes[type];
  if (!markets.includes(market))
    return refuse('malformed', `a ${type} number belongs to ${market}, which is not among the markets`, {
      remedy: `add ${market} to the markets, or take the number away`,
    });
  if (ai !== undefined) {
    const wrong = valueProblem(ai, value);
    if (wrong !== undefined) return refuse('malformed', wrong.detail, { rule: `GS1 GS §3.7: AI (${ai})` });
  }
  if (type === 'pzn') return refusalOf(readPzn(value));
  if (type === 'ndc') return ndcProblem(value, gtin);
  if (type === 'china-code' && !/^8\d{6}$/.test(value))
    return refuse('malformed', `"${value}" is no product identity of a China drug code: 7 digits that begin with 8`, {
      rule: 'NMPAB/T 1002',
    });
  return undefined;
}

/** Where the GTIN is built from an NDC (03 behind the indicator) it must be this one. */
function ndcProblem(value: string, gtin: string): Refusal | undefined {
  const ndc = readNdc(value);
  if (isRefusal(ndc)) return ndc;
  if (!gtin.startsWith('03', 1)) return undefined;
  const short = toNdc10(ndc);
  // An NDC of 11 digits may be any of three of ten; 12 digits have no place in a GTIN.
  if (isRefusal(short)) return undefined;
  const own = gtinOfNdc(short, gtin.charAt(0));
  if (isRefusal(own)) return own;
  if (own === gtin) return undefined;
  return refuse('malformed', `NDC ${value} gives GTIN ${own}, not ${gtin}`, {
    rule: '21 CFR 207.33, GS1 US: NDC in a GTIN',
    remedy: 'mend the NDC, or the GTIN',
  });
}

const refusalOf = (value: string | Refusal) => (isRefusal(value) ? value : undefined);
