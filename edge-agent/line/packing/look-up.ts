import type { Recipe } from '#shared/line/recipe.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { readScan, type ScannedCode } from '../../devices/scanners/read-scan.ts';
import type { Batches } from '../../store/batches.ts';
import type { Containers, Named } from '../../store/containers.ts';
import type { Pack, Packs } from '../../store/packs.ts';
import { epcsOf } from './identity.ts';
import type { Child } from './judge-child.ts';

export interface LookUpNeeds {
  readonly packs: Packs;
  readonly containers: Containers;
  readonly batches: Batches;
}

/** What a code names here. */
export type Found = { readonly pack: Pack } | { readonly container: Named } | undefined;

/**
 * Reads a code as scanners and cameras send it. One of a recipe's own packs is known to be whole where another could have lost a
 * separator.
 */
export function readCode(text: string, elements: Recipe['elements']): ScannedCode | Refusal {
  const own = readScan(text, elements);
  return isRefusal(own) ? readScan(text) : own;
}

/** Finds what a code names. */
export function find({ packs, containers }: Omit<LookUpNeeds, 'batches'>, code: ScannedCode): Found {
  const pack = code.kind === 'item' ? packs.find(code.gtin, code.serial) : undefined;
  if (pack !== undefined) return { pack };
  const epcs = epcsOf(code);
  const container = epcs.length === 0 ? undefined : containers.byEpc(epcs);
  return container && { container };
}

/** What a station has to know of something it read. */
export function childOf(needs: LookUpNeeds, text: string, elements: Recipe['elements']): Child {
  const nothing = { key: 0, batch: 0, gtin: '', lot: '', state: '', within: undefined };
  const code = readCode(text, elements);
  if (isRefusal(code))
    return { ...nothing, name: JSON.stringify(text.slice(0, 60)), is: 'unreadable', why: code.detail };
  const found = find(needs, code);
  if (found === undefined) return { ...nothing, name: code.kind === 'sscc' ? code.sscc : code.serial, is: 'unknown' };
  return 'pack' in found ? ofPack(needs, found.pack) : ofContainer(needs, found.container);
}

function ofPack({ batches }: LookUpNeeds, { batch, ordinal, gtin, serial, state, verdict, container }: Pack): Child {
  return {
    name: serial,
    is: 'unit',
    key: ordinal,
    batch,
    gtin,
    lot: batches.orderOf(batch).lot,
    state: state === 'verified' && verdict !== 'reject' ? 'coming' : state,
    within: container,
  };
}

export function ofContainer(
  { batches }: Pick<LookUpNeeds, 'batches'>,
  { container, batch, level, epc, state, parent }: Named,
): Child {
  const { gtin, lot } = batches.orderOf(batch);
  return { name: epc, is: level, key: container, batch, gtin, lot, state, within: parent };
}
