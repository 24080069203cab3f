/** Documents of packs, which reports name by their serials. */
const ofPacks = ['register_product_emission', 'withdrawal', 'destruction'];

/**
 * Every code in a document of ours, with what is told anew when the operator refuses it: a pack by its serial, a package with all that is in it, anything else
 * by itself.
 */
export function objectsOf(document: string): ReadonlyMap<string, string> {
  const [, root = ''] = /^<documents[^>]*><([a-z_]+)/.exec(document) ?? [];
  if (root === 'unit_pack') return insideOf(document);
  if (root === 'multi_pack')
    return new Map(
      document
        .split('<detail>')
        .slice(1)
        .flatMap((one) => [...insideOf(one)]),
    );
  const serialOnly = ofPacks.includes(root);
  return new Map(codesIn(document).map((code) => [code, serialOnly && code.length === 27 ? code.slice(14) : code]));
}

/** A package stands before its content. */
function insideOf(text: string): Map<string, string> {
  const codes = codesIn(text);
  return new Map(codes.map((code) => [code, codes[0] ?? code]));
}

const codesIn = (text: string): string[] =>
  [...text.matchAll(/<(?:sgtin|sscc)(?: [^>]*)?>([A-Za-z0-9]+)</g)].map(([, code = '']) => code);
