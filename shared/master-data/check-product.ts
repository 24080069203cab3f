import { readGtin } from '../gs1/gtin.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { packagingProblems } from './check-packaging.ts';
import { countryProblems } from './country-problems.ts';
import { nationalProblem } from './national-numbers.ts';
import type { ProductContent } from './product.ts';

/**
 * What is wrong with a product, each with its place: check digits, the company prefix, packaging, national numbers, code profiles. Nothing is looked up:
 * whose prefix and GTIN it is, is for the caller.
 *
 * @param gtin 14 digits
 * @param isProfile whether there is a code profile with an id
 */
export function productProblems(
  gtin: string,
  item: ProductContent,
  isProfile: (id: string, market: string) => boolean = () => true,
): Refusal[] {
  return [
    ...prefixProblems(gtin, item),
    ...item.markets.flatMap((market, i) => countryProblems(market, `/markets/${i}`)),
    ...repeatedMarkets(item),
    ...packagingProblems(gtin, item.packaging ?? []),
    ...(item.nationalNumbers ?? []).flatMap((number, i) => {
      const wrong = nationalProblem(number, gtin, item.markets);
      return wrong === undefined ? [] : [{ ...wrong, at: `/nationalNumbers/${i}/value` }];
    }),
    ...profileProblems(item, isProfile),
  ];
}

function prefixProblems(gtin: string, { companyPrefix }: ProductContent): Refusal[] {
  const read = readGtin(gtin);
  if (isRefusal(read)) return [read];
  if (read.slice(1).startsWith(companyPrefix)) return [];
  return [
    refuse('malformed', `GTIN ${gtin} does not carry company prefix ${companyPrefix}`, {
      at: '/companyPrefix',
      rule: 'GS1 General Specifications 2.1: the prefix follows the indicator digit',
      remedy: 'give the prefix that GS1 assigned, or mend the GTIN',
    }),
  ];
}

function repeatedMarkets({ markets }: ProductContent): Refusal[] {
  const twice = markets.findIndex((market, i) => markets.indexOf(market) !== i);
  if (twice < 0) return [];
  return [
    refuse('malformed', `market ${markets[twice]} stands twice`, { at: `/markets/${twice}`, remedy: 'name it once' }),
  ];
}

function profileProblems(
  { profiles = {}, markets }: ProductContent,
  isProfile: (id: string, market: string) => boolean,
): Refusal[] {
  return Object.entries(profiles).flatMap(([market, id]) => {
    const at = `/profiles/${market}`;
    if (!markets.includes(market))
      return [
        refuse('malformed', `${market} has a code profile but is not among the markets`, {
          at,
          remedy: `add ${market} to the markets`,
        }),
      ];
    if (!isProfile(id, market))
      return [
        refuse('malformed', `${id} is no code profile for ${market}`, { at, remedy: 'GET /api/profiles lists them' }),
      ];
    return [];
  });
}
