import { type Node, textOf } from '../documents/read-xml.ts';
import type { Pack } from '../register/register.ts';
import type { Code } from './codes.ts';
import type { Named } from './objects.ts';

/** What is wrong with what is said of the worth of an object, given the packs that it is. */
export function worthProblem({ kind, node, details }: Named, packs: Iterable<Pack>): Code | undefined {
  if (node.name !== 'union') return undefined;
  if ([node, ...details].some((said) => !isAmount(said))) return 'AMOUNT';
  if (kind === 'sgtin') return undefined;
  const inside = new Set<string>();
  for (const { gtin, batch } of packs) inside.add(`${gtin} ${batch?.series}`);
  // One product of one series is told by the value of the whole.
  if (details.length === 0) return inside.size > 1 ? 'CONTENT_NOT_COVERED' : undefined;
  const said = new Set(details.map((detail) => `${textOf(detail, 'gtin')} ${textOf(detail, 'series_number')}`));
  const isSame = said.size === details.length && said.size === inside.size && [...said].every((one) => inside.has(one));
  return isSame ? undefined : 'CONTENT_NOT_COVERED';
}

function isAmount(said: Node): boolean {
  const value = Number(textOf(said, 'cost') ?? textOf(said, 'customs_value') ?? 0);
  const vat = Number(textOf(said, 'vat_value') ?? 0);
  return value >= 0 && vat >= 0 && vat <= value;
}
