/** How a thing lies to a container: in it, with what is between the two, outermost first; in another; in none; or it is the container. */
export type WayInside =
  | { readonly is: 'inside'; readonly through: readonly string[] }
  | { readonly is: 'elsewhere'; readonly container: string }
  | { readonly is: 'nowhere' }
  | { readonly is: 'itself' };

/** @param parents of the thing, innermost first */
export function wayInside(container: string, epc: string, parents: readonly { readonly epc: string }[]): WayInside {
  if (epc === container) return { is: 'itself' };
  const place = parents.findIndex((one) => one.epc === container);
  if (place >= 0) {
    const between = parents.slice(0, place).map((one) => one.epc);
    return { is: 'inside', through: between.toReversed() };
  }
  const [innermost] = parents;
  return innermost === undefined ? { is: 'nowhere' } : { is: 'elsewhere', container: innermost.epc };
}
