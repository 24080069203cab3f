import { fnc1, readElementString } from '#shared/gs1/element-string.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { readScan, type ScannedCode } from '../../devices/scanners/read-scan.ts';
import type { Batch, Batches } from '../../store/batches.ts';
import type { Containers, Named } from '../../store/containers.ts';
import type { Pack, Packs } from '../../store/packs.ts';
import { itemLabel } from '../label.ts';
import { judge } from '../verify.ts';
import { epcsOf } from './identity.ts';
import type { Child } from './judge-child.ts';

export interface LookUpNeeds {
  readonly packs: Packs;
  readonly containers: Containers;
  readonly batches: Batches;
  /** The batch whose packs are looked up again and again, so that it need not be read for each. */
  readonly own?: Pick<Batch, 'batch' | 'order' | 'recipe'>;
}

/** What a code names here. */
export type Found = { readonly pack: Pack } | { readonly container: Named } | undefined;

/** Better than any threshold: a handheld tells no grade, a person has looked. */
const BEST = 4;

type Printed = Pick<Batch, 'order' | 'recipe'>;

/** Whether a scan shows exactly what is to stand on a pack: its elements, their order and their values. */
export function isOn(
  { order, recipe }: Printed,
  { serial, tail }: Pick<Pack, 'serial' | 'tail'>,
  text: string,
): boolean {
  return judge(itemLabel(order, serial, recipe, tail).elements, { text, grade: BEST, sequence: 0 }, 0).good;
}

/**
 * Finds what a scan names. A pack of this site is named by exactly the code that was printed on it, so that nothing is guessed where a separator
 * may be lost; everything else is judged by itself.
 *
 * @returns undefined when the code is whole and names nothing here
 */
export function findScanned(needs: LookUpNeeds, text: string): Found | Refusal {
  const pack = packIn(needs, text);
  if (pack === undefined) {
    const code = readScan(text);
    return isRefusal(code) ? code : containerOf(needs, code);
  }
  const { recipe, order } = printedOf(needs, pack);
  if (isOn({ recipe, order }, pack, text)) return { pack };
  const code = readScan(text, recipe.elements);
  if (isRefusal(code)) return code;
  const due = recipe.elements.map((ai) => `(${ai})`).join('');
  return refuse('conflict', `the code of ${pack.serial} is not what was printed`, {
    rule: `on a pack of batch ${pack.batch} stand ${due} in this order, lot ${order.lot}, expiry ${order.expiry}`,
    remedy: 'Take it for no pack of that batch: find out where it came from, and relabel or destroy it by its serial.',
  });
}

/** The pack whose GTIN and serial stand in a code, whatever else does. */
function packIn({ packs }: LookUpNeeds, text: string): Pack | undefined {
  const elements = readElementString(text);
  if (isRefusal(elements)) return undefined;
  const value = (ai: string) => elements.find((element) => element.ai === ai)?.value;
  const [gtin, serial] = [value('01'), value('21')];
  return gtin === undefined || serial === undefined ? undefined : packs.find(gtin, serial);
}

const printedOf = ({ batches, own }: LookUpNeeds, { batch }: Pick<Pack, 'batch'>): Printed =>
  own?.batch === batch ? own : batches.get(batch);

function containerOf({ containers }: LookUpNeeds, code: ScannedCode): Found {
  const epcs = epcsOf(code);
  const container = epcs.length === 0 ? undefined : containers.byEpc(epcs);
  return container && { container };
}

/** What a station has to know of something it read. */
export function childOf(needs: LookUpNeeds, text: string): Child {
  const nothing = { key: 0, batch: 0, gtin: '', lot: '', state: '', within: undefined };
  const found = findScanned(needs, text);
  if (isRefusal(found))
    return {
      ...nothing,
      name: JSON.stringify(beforeTail(text)),
      is: 'unreadable',
      why: found.detail.replace(longer, '…'),
    };
  if (found === undefined) return { ...nothing, name: nameIn(text), is: 'unknown' };
  return 'pack' in found ? ofPack(needs, found.pack) : ofContainer(needs, found.container);
}

/** Symbology, GTIN and a serial of 13 characters: what stands behind them may be an operator's key and crypto code, and names end in alarms and audit. */
const BEFORE_TAIL = 34;
function beforeTail(text: string): string {
  const first = text.split(fnc1).find((part) => part.length > SYMBOLOGY) ?? text.replaceAll(fnc1, '');
  return ofCompany.exec(first)?.[0] ?? first.slice(0, BEFORE_TAIL);
}
/** Begins with what a company says for itself: a key, a crypto code. */
const ofCompany = /^(\][A-Za-z]\d)?9[1-9]/;
/** What a refusal quotes and is longer than any serial: it ends in a tail. */
const longer = /"[^"]{21,}"/g;
/** Of a symbology identifier that stands before a separator. */
const SYMBOLOGY = 3;

function nameIn(text: string): string {
  const code = readScan(text);
  if (isRefusal(code)) return beforeTail(text);
  return code.kind === 'sscc' ? code.sscc : code.serial;
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
