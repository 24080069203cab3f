import { isRefusal } from '../../refusal.ts';
import { xmlAttribute } from '../../wire/write-xml.ts';
import type { Relation, RelationCode } from './relation.ts';

/** Attributes of an element, escaped, in their order. Characters that no XML can carry are left out: names of people and lines may hold them by mistake. */
export const attributesOf = (members: object): string =>
  Object.entries(members)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');

function escaped(text: string): string {
  const written = xmlAttribute(text);
  return isRefusal(written) ? escaped(text.replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/g, '')) : written;
}

/** A RelationCreate file, version 3.0, with its relations under one event. */
export function writeRelations(relations: readonly Relation[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Document xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" License="">',
    '<Events version="3.0">',
    '<Event name="RelationCreate">',
    ...relations.flatMap(written),
    '</Event>',
    '</Events>',
    '</Document>',
    '',
  ].join('\n');
}

function written({ productCode, subTypeNo, cascade, packageSpec, comment, batch, codes }: Relation): string[] {
  const { batchNo, madeDate, validateDate, workshop, lineName, lineManager } = batch;
  const ofBatch = { batchNo, madeDate, validateDate, workshop, lineName, lineManager };
  return [
    `<Relation${attributesOf({ productCode, subTypeNo, cascade, packageSpec, comment })}>`,
    `<Batch${attributesOf(ofBatch)}>`,
    ...codes.map(row),
    '</Batch>',
    '</Relation>',
  ];
}

/** Codes need no escapes: `isCodeText` holds for each. */
const row = ({ curCode, packLayer, parentCode, flag }: RelationCode): string =>
  `<Code curCode="${curCode}" packLayer="${packLayer}" parentCode="${parentCode}" flag="${flag}" />`;
