import type { ReportedContainer } from '../reported.ts';
import { type Cascade, childrenOf } from './cascade.ts';
import { codeText } from './codes.ts';
import type { RelationCode } from './relation.ts';

/** Codes whose outermost containers are of one layer. */
export interface LaidCodes {
  /** Of the outermost. */
  readonly layer: number;
  readonly codes: readonly RelationCode[];
}

/** Packs that are in nothing yet. */
export const looseCodes = (gtin: string, serials: readonly string[]): RelationCode[] =>
  serials.map((serial) => ({ curCode: codeText({ gtin, serial }), packLayer: 1, parentCode: '', flag: 0 }));

/**
 * Lays containers out as rows, each outermost one before what is in it, apart by the layer of the outermost: in a file whose cascade ends there every other code
 * has its parent beside it. A container whose own content is told elsewhere (children of it are no containers of the list) stands without children.
 *
 * @param gtin of the packs: what bears it is a pack, whatever it is said to be in
 */
export function layCodes(containers: readonly ReportedContainer[], cascade: Cascade, gtin: string): LaidCodes[] {
  const named = new Map(containers.map((one) => [codeText(one.code), one]));
  const inside = new Set(containers.flatMap(({ children }) => children.map(codeText)));
  const byLayer = new Map<number, RelationCode[]>();
  for (const [code, top] of named) {
    if (inside.has(code)) continue;
    const layer = top.level + 1;
    const rows = byLayer.get(layer) ?? [];
    byLayer.set(layer, rows);
    lay({ named, cascade, gtin, rows }, top, '');
  }
  return [...byLayer].toSorted(([one], [other]) => other - one).map(([layer, codes]) => ({ layer, codes }));
}

interface Laying {
  readonly named: ReadonlyMap<string, ReportedContainer>;
  readonly cascade: Cascade;
  readonly gtin: string;
  readonly rows: RelationCode[];
}

/** Deeper than any packaging: containers that are in each other end. */
const DEEPEST = 8;

function lay(of: Laying, container: ReportedContainer, parentCode: string, depth = 0): void {
  const { named, gtin, rows } = of;
  const curCode = codeText(container.code);
  const packLayer = container.level + 1;
  const flag = isFull(of, container) ? 0 : 2;
  rows.push({ curCode, packLayer, parentCode, flag });
  for (const child of container.children) {
    const code = codeText(child);
    const inner = named.get(code);
    if (inner !== undefined && depth < DEEPEST) lay(of, inner, curCode, depth + 1);
    else if (child.gtin === gtin) rows.push({ curCode: code, packLayer: 1, parentCode: curCode, flag });
    else rows.push({ curCode: code, packLayer: packLayer - 1, parentCode: curCode, flag: 0 });
  }
}

function isFull(of: Pick<Laying, 'named' | 'cascade'>, { level, children }: ReportedContainer, depth = 0): boolean {
  if (children.length < childrenOf(of.cascade, level + 1)) return false;
  return children.every((child) => {
    const inner = of.named.get(codeText(child));
    return inner === undefined || depth >= DEEPEST || isFull(of, inner, depth + 1);
  });
}
