import { crc32, inflateRawSync } from 'node:zlib';
import { type Element, readXml, SoapProblem } from '../nmvs/read-soap.ts';
import { hasCheckDigit } from '../rsd/read-request.ts';
import { Problem } from './problem.ts';

const wrong = (detail: string) => new Problem('90004', detail);
const MOST_BYTES = 256 * 1024 * 1024;

/** The first file of a ZIP in base64, by the head that stands before it (APPNOTE.TXT §4.3.7). @throws Problem */
export function unzip(fileStream: string): string {
  const zip = Buffer.from(fileStream, 'base64');
  if (zip.length < 30 || zip.readUInt32LE(0) !== 0x04034b50) throw wrong('no ZIP');
  const [method, sum, packed, size] = [
    zip.readUInt16LE(8),
    zip.readUInt32LE(14),
    zip.readUInt32LE(18),
    zip.readUInt32LE(22),
  ];
  const start = 30 + zip.readUInt16LE(26) + zip.readUInt16LE(28);
  const bytes = zip.subarray(start, start + packed);
  try {
    const file = method === 8 ? inflateRawSync(bytes, { maxOutputLength: MOST_BYTES }) : bytes;
    if (file.length !== size || crc32(file) !== sum) throw wrong('the file in the ZIP is damaged');
    return file.toString('utf8');
  } catch (error) {
    throw error instanceof Problem ? error : wrong('the ZIP cannot be unpacked');
  }
}

/** What a transfer says, as far as PTS looks into it. */
export interface ReadTransfer {
  readonly from: string;
  readonly to: string;
  readonly carriers: number;
  readonly packs: number;
}

/** Reads a transfer: carriers in each other, packs in them. @throws Problem */
export function readTransfer(xml: string): ReadTransfer {
  const root = rootOf(xml);
  const textOf = (name: string) => root.children.find(({ local }) => local === name)?.text ?? '';
  const [from, to, day] = ['sourceGLN', 'destinationGLN', 'documentDate'].map(textOf);
  for (const gln of [from, to]) if (!/^\d{13}$/.test(gln ?? '')) throw wrong(`GLN ${gln}`);
  if (!/^\d{4}-\d\d-\d\d$/.test(day ?? '') || textOf('documentNumber') === '')
    throw wrong('documentNumber, documentDate');
  const found = { carriers: 0, packs: 0 };
  const labels = new Set<string>();
  count(root, found, labels);
  if (found.packs === 0) throw wrong('no pack is in it');
  return { from: from ?? '', to: to ?? '', ...found };
}

function rootOf(xml: string): Element {
  try {
    const root = readXml(xml);
    if (root.local !== 'transfer') throw wrong(`${root.local} is no transfer`);
    return root;
  } catch (error) {
    throw error instanceof SoapProblem ? wrong(error.message) : error;
  }
}

function count(of: Element, found: { carriers: number; packs: number }, labels: Set<string>): void {
  for (const child of of.children) {
    const { carrierLabel = '', containerType = '', GTIN = '', lotNumber = '', expirationDate = '' } = child.attributes;
    if (child.local === 'carrier') {
      if (!/^00\d{18}$/.test(carrierLabel)) throw wrong(`carrierLabel ${carrierLabel}`);
      if (!/^[PCSBE]$/.test(containerType)) throw wrong(`containerType ${containerType}`);
      if (labels.has(carrierLabel)) throw wrong(`carrierLabel ${carrierLabel} stands twice`);
      labels.add(carrierLabel);
      found.carriers++;
      count(child, found, labels);
    } else if (child.local === 'productList') {
      if (!hasCheckDigit(GTIN, 14) || lotNumber === '' || !/^\d{4}-\d\d-\d\d$/.test(expirationDate))
        throw wrong(`productList of ${GTIN}`);
      if (child.children.some(({ local, text }) => local !== 'serialNumber' || text === ''))
        throw wrong('serialNumber');
      found.packs += child.children.length;
    }
  }
}
