import type { Mapping } from './mapping.ts';

/** True for a mapping of EPCIS that comes in and leaves every word as it is: such documents are captured as they came, of any length. */
export function isUnchanged(mapping: Mapping): boolean {
  if (mapping.format === 'csv' || mapping.format === 'serial-exchange') return false;
  const { direction, words, select, order, namespaces = [], drop = [], add = [] } = mapping;
  const tables = Object.values(words ?? {}).flat();
  return (
    direction === 'in' &&
    select === undefined &&
    order === undefined &&
    tables.length + namespaces.length + drop.length + add.length === 0
  );
}
