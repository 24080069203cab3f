import { type Refusal, refuse } from '#shared/refusal.ts';

/** What files begin with that people take for documents. */
const kinds: readonly (readonly [readonly number[], string, string])[] = [
  [[0x1f, 0x8b], 'is compressed with gzip', 'unpack it first: gunzip -c FILE | seriate-epcis …'],
  [[0x50, 0x4b, 3, 4], 'is a zip archive', 'unpack it and name the documents in it'],
  [[0x42, 0x5a, 0x68], 'is compressed with bzip2', 'unpack it first: bunzip2 -c FILE | seriate-epcis …'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'is compressed with zstd', 'unpack it first: zstd -dc FILE | seriate-epcis …'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], 'is compressed with xz', 'unpack it first: xz -dc FILE | seriate-epcis …'],
  [[0x25, 0x50, 0x44, 0x46, 0x2d], 'is a PDF', 'name the XML or JSON document itself'],
  [[0x89, 0x50, 0x4e, 0x47], 'is a picture', 'name the XML or JSON document itself'],
  [[0xff, 0xd8, 0xff], 'is a picture', 'name the XML or JSON document itself'],
  [[0x7f, 0x45, 0x4c, 0x46], 'is a program', 'name the XML or JSON document itself'],
];

/** The refusal of bytes that begin like a known kind of file which is no text; undefined for everything else. */
export function notText(bytes: Uint8Array): Refusal | undefined {
  const kind = kinds.find(([start]) => start.every((byte, index) => bytes[index] === byte));
  if (kind === undefined) return undefined;
  const [, what, remedy] = kind;
  return refuse('unsupported-media', `this ${what}, no XML or JSON text`, {
    at: 'byte 0',
    rule: 'XML 1.0 §4.3.3, RFC 8259 §8.1',
    remedy,
  });
}
