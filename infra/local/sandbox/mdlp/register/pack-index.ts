import { type Columns, newColumns, SERIAL, widen } from './columns.ts';
import { newNames } from './names.ts';

const FIRST_ROOM = 1024;

/** Finds packs by SGTIN in an open-addressed table of row numbers. Rows count from 1, never move and are never given again. */
export function newPackIndex() {
  const gtins = newNames();
  let columns: Columns = newColumns(FIRST_ROOM);
  let room = FIRST_ROOM;
  let slots = new Uint32Array(2 * FIRST_ROOM);
  let rows = 0;

  const isRow = (row: number, gtin: number, sgtin: string): boolean => {
    if (columns.gtin[row] !== gtin) return false;
    for (let i = 0; i < SERIAL; i++) if (columns.serial[row * SERIAL + i] !== sgtin.charCodeAt(14 + i)) return false;
    return true;
  };
  const slotOf = (sgtin: string, gtin: number): number => {
    const mask = slots.length - 1;
    let slot = hashOf(sgtin) & mask;
    for (let row = slots[slot] ?? 0; row !== 0 && !isRow(row, gtin, sgtin); row = slots[slot] ?? 0)
      slot = (slot + 1) & mask;
    return slot;
  };
  const textOf = (row: number): string =>
    gtins.textOf(columns.gtin[row] ?? 0) +
    String.fromCharCode(...columns.serial.subarray(row * SERIAL, (row + 1) * SERIAL));
  const grow = () => {
    room *= 2;
    columns = widen(columns, room);
    slots = new Uint32Array(2 * room);
    for (let row = 1; row <= rows; row++) slots[slotOf(textOf(row), columns.gtin[row] ?? 0)] = row;
  };

  return {
    columns: () => columns,
    gtinOf: (row: number) => gtins.textOf(columns.gtin[row] ?? 0),
    sgtinOf: textOf,
    count: () => rows,
    /** 0 when there is none. */
    find: (sgtin: string): number => {
      const gtin = gtins.find(sgtin.slice(0, 14));
      return gtin === undefined || sgtin.length !== 14 + SERIAL ? 0 : (slots[slotOf(sgtin, gtin)] ?? 0);
    },
    /** A row for a pack that has none yet. */
    add: (sgtin: string): number => {
      if (rows + 2 > room) grow();
      const gtin = gtins.numberOf(sgtin.slice(0, 14));
      const row = ++rows;
      slots[slotOf(sgtin, gtin)] = row;
      columns.gtin[row] = gtin;
      for (let i = 0; i < SERIAL; i++) columns.serial[row * SERIAL + i] = sgtin.charCodeAt(14 + i);
      return row;
    },
  };
}

/** FNV-1a over the characters. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
