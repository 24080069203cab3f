import { expect, test } from 'vitest';
import { xmlPath } from './xml-path.ts';

test.each([
  ['', ''],
  ['/bizStep', '/bizStep'],
  ['/epcList/3', '/epcList/epc[4]'],
  ['/quantityList/0/epcClass', '/quantityList/quantityElement[1]/epcClass'],
  ['/sensorElementList/0/sensorReport/1/value', '/sensorElementList/sensorElement[1]/sensorReport[2]/@value'],
  ['/sensorElementList/0/sensorMetadata/ex:a', '/sensorElementList/sensorElement[1]/sensorMetadata/ex:a'],
  ['/sensorElementList/0/sensorMetadata', '/sensorElementList/sensorElement[1]/sensorMetadata'],
  ['/bizTransactionList/0/bizTransaction', '/bizTransactionList/bizTransaction[1]'],
  ['/bizTransactionList/0/type', '/bizTransactionList/bizTransaction[1]/@type'],
  ['/sourceList/1/source', '/sourceList/source[2]'],
  ['/ex:source/1/source', '/ex:source[2]/source'],
  ['/persistentDisposition/set/0', '/persistentDisposition/set[1]'],
  ['/ex:list/2/ex:item', '/ex:list[3]/ex:item'],
  ['/errorDeclaration/correctiveEventIDs/0', '/errorDeclaration/correctiveEventIDs/correctiveEventID[1]'],
  ['/https:~1~1ns.example.org~1a~0b', '/https://ns.example.org/a~b'],
  ['/constructor/0', '/constructor[1]'],
])('%s is %s', (pointer, path) => {
  expect(xmlPath(pointer)).toBe(path);
});
