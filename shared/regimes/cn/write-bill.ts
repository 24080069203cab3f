import type { Bill } from './bill.ts';
import { type BillType, billTypeOf, mainActionOf } from './bill-types.ts';
import { attributesOf } from './write-relation.ts';

/**
 * A Bill file, version 3.0; the spellings `DataMaping` and `DestoryWareHouseOut` are the platform's.
 *
 * @throws when the type has no event of the file form
 */
export function writeBill({ type, billCode, actor, at, corpId, codes }: Bill): string {
  const { event, direction } = billTypeOf(type);
  if (event === undefined) throw new Error(`bill type ${type} is told by lists of codes`);
  const action = mainActionOf(direction);
  const corp = corpMemberOf(direction);
  const common = attributesOf({ CorpOrderID: billCode, Actor: actor, ActDate: at, WrongCode: 'False', [corp]: corpId });
  const members = ['CorpOrderID', 'Actor', 'ActDate', corp, 'Code'];
  const named = members.map((member) => `<ActionData>${member}</ActionData>`).join('');
  const typed = members
    .map((member) => `<MetaData Name="${member}" Type="${member === 'ActDate' ? 'Date' : 'String'}" />`)
    .join('');
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<Document xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" Version="3.0">',
    '<Events>',
    `<Event Name="${event}" MainAction="${action}">`,
    `<ActionMapping><Action Name="${action}">${named}</Action></ActionMapping>`,
    `<DataMaping>${typed}</DataMaping>`,
    '<DataField>',
    ...codes.map((code) => `<Data Code="${code}"${common} />`),
    '</DataField>',
    '</Event>',
    '</Events>',
    '</Document>',
    '',
  ].join('\n');
}

/** What names the other party. */
export const corpMemberOf = (direction: BillType['direction']): string =>
  direction === 'in' ? 'FromCorpID' : 'ToCorpID';
