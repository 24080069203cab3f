import { missing, readTags, type Tag } from './read-tags.ts';
import { isCode, isDate } from './wire.ts';

/** A row: code, layer, parent (empty at the top), full or part-filled. */
export interface Row {
  readonly code: string;
  readonly layer: number;
  readonly parent: string;
  readonly isPart: boolean;
}

export interface RelationPart {
  readonly productCode: string;
  readonly subTypeNo: string;
  /** Packs in a full container of each layer. */
  readonly cascade: readonly number[];
  readonly batchNo: string;
  readonly madeDate: string;
  readonly validateDate: string;
  readonly rows: Row[];
}

/** Why a file is not taken; `code` is that of the catalogue. */
export interface Fault {
  readonly code: string;
  readonly info: string;
}

const bad = (info: string): Fault => ({ code: 'BAD_FILE', info });

/** Reads a RelationCreate file of version 3.0. */
export function readRelationFile(xml: string): RelationPart[] | Fault {
  const parts: RelationPart[] = [];
  let head: Tag | undefined;
  const problem = readTags(xml, (tag) => {
    const { path, attributes } = tag;
    switch (path) {
      case 'Document':
        return undefined;
      case 'Document/Events':
        return attributes['version'] === '3.0' ? undefined : 'the version is not 3.0';
      case 'Document/Events/Event':
        return attributes['name'] === 'RelationCreate' ? undefined : 'the event is not RelationCreate';
      case 'Document/Events/Event/Relation':
        head = tag;
        return missing(tag, 'productCode', 'subTypeNo', 'cascade', 'packageSpec', 'comment');
      case 'Document/Events/Event/Relation/Batch': {
        const lacks = missing(tag, 'batchNo', 'madeDate', 'validateDate', 'workshop', 'lineName', 'lineManager');
        if (lacks === undefined && head !== undefined) parts.push(partOf(head, tag));
        return lacks && `${lacks} is missing`;
      }
      case 'Document/Events/Event/Relation/Batch/Code':
        return addRow(parts.at(-1), tag);
      default:
        return `${path} is no element of it`;
    }
  });
  if (problem !== undefined) return bad(problem);
  if (parts.every(({ rows }) => rows.length === 0)) return bad('no code');
  return parts.map(faultIn).find((fault) => fault !== undefined) ?? parts;
}

const partOf = ({ attributes: relation }: Tag, { attributes: batch }: Tag): RelationPart => ({
  productCode: relation['productCode'] ?? '',
  subTypeNo: relation['subTypeNo'] ?? '',
  cascade: (relation['cascade'] ?? '').split(':').map(Number),
  batchNo: batch['batchNo'] ?? '',
  madeDate: batch['madeDate'] ?? '',
  validateDate: batch['validateDate'] ?? '',
  rows: [],
});

function addRow(part: RelationPart | undefined, tag: Tag): string | undefined {
  const lacks = missing(tag, 'curCode', 'packLayer', 'parentCode', 'flag');
  const { curCode: code = '', packLayer = '', parentCode: parent = '', flag = '' } = tag.attributes;
  if (lacks !== undefined) return `${lacks} is missing`;
  if (!/^[1-9]$/.test(packLayer)) return `packLayer ${packLayer}`;
  if (flag !== '0' && flag !== '2') return `flag ${flag}`;
  part?.rows.push({ code, layer: Number(packLayer), parent, isPart: flag === '2' });
  return undefined;
}

/** What the file says wrongly by itself, whatever the platform knows. */
function faultIn({ cascade, batchNo, madeDate, validateDate, rows }: RelationPart): Fault | undefined {
  if (cascade[0] !== 1 || cascade.some((packs, i) => !Number.isInteger(packs) || packs % (cascade[i - 1] ?? 1) !== 0))
    return bad('cascade is none');
  if (batchNo === '') return bad('batchNo is empty');
  if (!isDate(madeDate) || !isDate(validateDate) || madeDate >= validateDate)
    return { code: 'BAD_DATES', info: `${madeDate} to ${validateDate}` };
  const layers = new Map<string, number>();
  const inside = new Map<string, number>();
  for (const { code, layer, parent } of rows) {
    if (!isCode(code)) return bad(`${code} is no code: 20 digits that begin with 8`);
    if (layers.has(code)) return { code: 'CODE_DUPLICATE', info: `${code} stands twice` };
    layers.set(code, layer);
    if (parent !== '') inside.set(parent, (inside.get(parent) ?? 0) + 1);
  }
  for (const row of rows) {
    const fault = placeFault(row, cascade.length, layers) ?? fillFault(row, cascade, inside);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function placeFault({ code, layer, parent }: Row, top: number, layers: ReadonlyMap<string, number>): Fault | undefined {
  if (layer > top) return bad(`layer ${layer} of ${code}`);
  if (parent === '') return layer === top ? undefined : bad(`${code} has no parent`);
  const above = layers.get(parent);
  if (above === undefined) return bad(`parent ${parent} is not in the batch`);
  return above === layer + 1 ? undefined : bad(`${code} of layer ${layer} in ${parent} of layer ${above}`);
}

function fillFault(row: Row, cascade: readonly number[], inside: ReadonlyMap<string, number>): Fault | undefined {
  const { code, layer, parent, isPart } = row;
  if (layer === 1) return undefined;
  const has = inside.get(code) ?? 0;
  const full = (cascade[layer - 1] ?? 0) / (cascade[layer - 2] ?? 1);
  // What was told before may be put into something without its own content.
  if (has === 0) return parent === '' ? { code: 'LAYER_COUNT', info: `${code} is empty` } : undefined;
  return has > full || (has < full && !isPart)
    ? { code: 'LAYER_COUNT', info: `${code} has ${has} of ${full}` }
    : undefined;
}
