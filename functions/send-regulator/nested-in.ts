import { codeOf } from '#common/code-of.ts';
import type { Contents } from '#common/contents-at.ts';
import { gtinOf } from '#common/store/unit-code.ts';
import type { NestedThing } from '#shared/regimes/reported.ts';
import { namesOf } from './names-of.ts';

interface Inside extends Pick<Contents, 'childrenOf' | 'lotOf' | 'expiryOf'> {
  /** True for a GTIN that the regulator hears of. */
  readonly isPack: (gtin: string) => boolean;
  /** Packs that it is about, by whatever name; all when absent. */
  readonly only?: ReadonlySet<string> | undefined;
}

/** A thing with everything in it, down to packs that the regulator hears of; `undefined` where none is in it. Events may tell a circle, which is walked once. */
export function nestedIn(epc: string, of: Inside, above: ReadonlySet<string> = new Set()): NestedThing | undefined {
  const code = codeOf(epc);
  if (code === undefined || above.has(epc)) return undefined;
  const { only, childrenOf, lotOf, expiryOf, isPack } = of;
  const inside = childrenOf(epc);
  if (inside.length === 0) {
    const gtin = gtinOf(epc) ?? '';
    if (!isPack(gtin) || (only !== undefined && !namesOf(epc).some((name) => only.has(name)))) return undefined;
    const lot = lotOf(epc);
    return { code, lot, expiry: lot === undefined ? undefined : expiryOf(gtin, lot), children: [] };
  }
  const beneath = new Set(above).add(epc);
  const children = inside.flatMap((child) => nestedIn(child, of, beneath) ?? []);
  return children.length === 0 ? undefined : { code, children };
}
