import type { Fault, RelationPart, Row } from './relation-file.ts';
import { firmOfAccount, isIssuedTo, type World } from './world.ts';

/** What became of an upload; `errors` names codes that were refused. */
export interface Outcome {
  readonly isDone: boolean;
  readonly msg: string;
  readonly errors: readonly { readonly code: string; readonly reason: string }[];
}

export const failed = ({ code, info }: Fault, errors: Outcome['errors'] = []): Outcome => ({
  isDone: false,
  msg: `${code}: ${info}`,
  errors,
});

/** So many refused codes are named; a file of nothing else would make an answer as large. */
const MOST_NAMED = 1_000;

/** Works a relation file off: all of it or nothing. A code that stands alone may be put into a container later, once. */
export function relate(world: World, refEntId: string, parts: readonly RelationPart[]): Outcome {
  const faults = parts.map((part) => productFault(world, refEntId, part));
  const fault = faults.find((one) => one !== undefined);
  if (fault !== undefined) return failed(fault);
  const errors = parts.flatMap((part) =>
    part.rows.flatMap((row) => {
      const reason = rowProblem(world, refEntId, part, row);
      return reason === undefined ? [] : [{ code: row.code, reason }];
    }),
  );
  if (errors.length > 0)
    return failed({ code: errors[0]?.reason ?? '', info: `${errors.length} codes` }, errors.slice(0, MOST_NAMED));
  const owner = firmOfAccount(world, refEntId)?.entId ?? '';
  for (const part of parts) take(world, owner, part);
  return { isDone: true, msg: '', errors: [] };
}

function productFault({ products }: World, refEntId: string, part: RelationPart): Fault | undefined {
  const { productCode, subTypeNo, cascade } = part;
  const product = products.find((one) => one.productCode === productCode && one.refEntId === refEntId);
  if (product === undefined) return { code: 'UNKNOWN_PRODUCT', info: productCode };
  const ratio = product.subTypes[subTypeNo];
  if (ratio === undefined) return { code: 'UNKNOWN_SUBTYPE', info: subTypeNo };
  return `${ratio}:`.startsWith(`${cascade.join(':')}:`)
    ? undefined
    : { code: 'LAYER_COUNT', info: `${cascade.join(':')} is not the ${ratio} of ${subTypeNo}` };
}

function rowProblem(world: World, refEntId: string, { batchNo }: RelationPart, row: Row): string | undefined {
  const { codes } = world;
  if (!isIssuedTo(world, refEntId, row.code)) return 'CODE_NOT_ISSUED';
  const slot = codes.find(row.code);
  if (slot === undefined) return undefined;
  const mayBePacked = row.parent !== '' && codes.parentOf(slot) === undefined && codes.batchOf(slot) === batchNo;
  return mayBePacked && codes.stateOf(slot) !== 'C' && codes.stateOf(slot) !== 'O' ? undefined : 'CODE_DUPLICATE';
}

function take({ codes }: World, owner: string, { batchNo, rows }: RelationPart): void {
  for (const { code } of rows) {
    if (codes.find(code) !== undefined) continue;
    codes.set(codes.add(code, batchNo), 'A', owner);
  }
  // From the inside out: files name containers before what is in them.
  for (const { code, parent } of rows.toReversed()) {
    const [slot, into] = [codes.find(code), codes.find(parent)];
    if (slot === undefined || into === undefined) continue;
    codes.put(slot, into);
    // A container of what is in stock is in stock.
    if (codes.stateOf(slot) === 'I' && codes.stateOf(into) === 'A') codes.set(into, 'I', owner);
  }
}
