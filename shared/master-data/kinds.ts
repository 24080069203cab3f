import * as v from 'valibot';
import { arrayForObject } from '../array-for-object.ts';
import { readGln } from '../gs1/gln.ts';
import { readGtin } from '../gs1/gtin.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { shapeProblems } from '../shape-problems.ts';
import { productProblems } from './check-product.ts';
import { location, locationProblems } from './location.ts';
import { type PartnerContent, partner, partnerProblems } from './partner.ts';
import { product } from './product.ts';
import { type Content, content, type MasterKind } from './version.ts';

/** What the kinds of master data differ in. */
export interface Kind {
  readonly kind: MasterKind;
  /** As in paths and answers. */
  readonly plural: 'products' | 'locations' | 'partners';
  /** Name of the id: of the path parameter, and of the member in answers. */
  readonly id: 'gtin' | 'gln' | 'partner';
  readonly shape: typeof product | typeof location | typeof partner;
  /** The id as it is kept. */
  readId(text: string): string | Refusal;
  /** What is wrong with a content, each with its place; shape first. Otherwise the content, read. */
  read(id: string, value: unknown): Content | Refusal[];
}

const words = /^[a-z0-9][a-z0-9-]{0,62}$/;

const partnerId = (text: string) =>
  words.test(text)
    ? text
    : refuse('malformed', `${JSON.stringify(text.slice(0, 80))} is no partner id`, {
        remedy: 'use lower-case letters, digits and hyphens, 63 at most',
      });

/**
 * The kinds of master data.
 *
 * @param isProfile whether there is a code profile with an id for a market
 * @param placesOf what is wrong with the addresses of a partner; absent: they are not looked at
 */
export const kindsWith = (
  isProfile?: (id: string, market: string) => boolean,
  placesOf: (item: PartnerContent) => readonly Refusal[] = () => [],
): Readonly<Record<MasterKind, Kind>> => ({
  product: {
    kind: 'product',
    plural: 'products',
    id: 'gtin',
    shape: product,
    readId: readGtin,
    read: (gtin, value) => checked(product, value, (item) => productProblems(gtin, item, isProfile)),
  },
  location: {
    kind: 'location',
    plural: 'locations',
    id: 'gln',
    shape: location,
    readId: readGln,
    read: (gln, value) => checked(location, value, (item) => locationProblems(gln, item)),
  },
  partner: {
    kind: 'partner',
    plural: 'partners',
    id: 'partner',
    shape: partner,
    readId: partnerId,
    read: (id, value) => {
      const wrong = partnerId(id);
      return isRefusal(wrong)
        ? [wrong]
        : checked(partner, value, (item) => [...partnerProblems(item), ...placesOf(item)]);
    },
  },
});

function checked<Shape extends v.GenericSchema>(
  shape: Shape,
  value: unknown,
  problemsOf: (item: v.InferOutput<Shape>) => Refusal[],
): Content | Refusal[] {
  const read = v.safeParse(shape, value);
  const array = arrayForObject(shape, value);
  if (array !== undefined || !read.success)
    return (array === undefined ? shapeProblems(shape, read.issues ?? []) : [array]).map(({ at, detail, remedy }) =>
      refuse('malformed', detail, { at, rule: 'Seriate API, /api/openapi.json', remedy }),
    );
  const problems = problemsOf(read.output);
  return problems.length > 0 ? problems : v.parse(content, read.output);
}
