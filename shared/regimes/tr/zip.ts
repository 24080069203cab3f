import { crc32 } from '../cn/gzip.ts';

/** Midnight of 1 January 1980, the first that the format knows: the same bytes whenever they are written. */
const DATE = 0x21;
const UTF8_NAME = 0x0800;
const LOCAL = 30;
const CENTRAL = 46;
const END = 22;

/** A ZIP with one file, stored as it is (APPNOTE.TXT §4.3): the same bytes for the same input wherever it is written. */
export function zipStored(name: string, bytes: Uint8Array): Uint8Array {
  const path = new TextEncoder().encode(name);
  const at = LOCAL + path.length + bytes.length;
  const out = new Uint8Array(at + CENTRAL + path.length + END);
  const view = new DataView(out.buffer);
  const common = (from: number) => {
    view.setUint16(from, 20, true);
    view.setUint16(from + 2, UTF8_NAME, true);
    view.setUint16(from + 8, DATE, true);
    view.setUint32(from + 10, crc32(bytes), true);
    view.setUint32(from + 14, bytes.length, true);
    view.setUint32(from + 18, bytes.length, true);
    view.setUint16(from + 22, path.length, true);
  };
  view.setUint32(0, 0x04034b50, true);
  common(4);
  out.set(path, LOCAL);
  out.set(bytes, LOCAL + path.length);
  view.setUint32(at, 0x02014b50, true);
  view.setUint16(at + 4, 20, true);
  common(at + 6);
  out.set(path, at + CENTRAL);
  const end = at + CENTRAL + path.length;
  view.setUint32(end, 0x06054b50, true);
  view.setUint16(end + 8, 1, true);
  view.setUint16(end + 10, 1, true);
  view.setUint32(end + 12, CENTRAL + path.length, true);
  view.setUint32(end + 16, at, true);
  return out;
}
