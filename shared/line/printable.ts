import { codeProfile } from '../serials/profiles.ts';

/** What a line can print in the code of a pack, and knows from its order. */
export const ordered = ['01', '10', '17', '21'] as const;

/** What it can print that came with the serial: the key and the code that an operator of a labelling system issued with it. */
export const tails = ['91', '92'] as const;

/** Everything that can stand in the code of a pack that a line prints. */
export const printable = [...ordered, ...tails] as const;
export type Printable = (typeof printable)[number];

const isPrintable = (ai: string): ai is Printable => printable.some((one) => one === ai);

/** What stands behind a serial on a pack, by application identifier. */
export type Tail = Readonly<Record<string, string>>;

/**
 * The elements of a market's code in their order, when its codes have a tail that a line can print; undefined for all others.
 *
 * @param market id of a code profile
 */
export function elementsWithTail(market: string | undefined): Printable[] | undefined {
  const { extra = [], aiOrder = [] } = (market === undefined ? undefined : codeProfile(market)) ?? {};
  const known = aiOrder.filter(isPrintable);
  return extra.length > 0 && known.length === aiOrder.length ? known : undefined;
}

/** A tail as long as a market's codes have it, where none is at hand yet. */
export const tailLike = (market: string | undefined): Tail =>
  Object.fromEntries(
    ((market === undefined ? undefined : codeProfile(market))?.extra ?? []).map(({ ai, length }) => [
      ai,
      'A'.repeat(length),
    ]),
  );
