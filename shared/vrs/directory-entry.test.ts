import { describe, expect, test } from 'vitest';
import { type DirectoryEntry, entryAt, placesFor } from './directory-entry.ts';

const gtin = '09521888000018';
const at = new Date('2026-03-01T10:00:00Z');
const entry = (of: string, change: Partial<DirectoryEntry> = {}): DirectoryEntry => ({
  of,
  url: `https://${of}.example`,
  gln: '9521888000001',
  source: 'directory',
  version: 1,
  updatedAt: at.toISOString(),
  ...change,
});
const found = (entries: DirectoryEntry[]) => {
  const one = entryAt(entries, gtin, at);
  return typeof one === 'object' ? one.of : one;
};

describe('the entry of a GTIN', () => {
  test('may be of the GTIN itself and of any prefix of it', () =>
    expect(placesFor(gtin)).toEqual([
      ...[gtin, '952188800001', '95218880000', '9521888000', '952188800', '95218880'],
      ...['9521888', '952188', '95218', '9521'],
    ]));

  test('is the closest that is valid', () => {
    expect(found([entry('9521'), entry('9521888'), entry('95219')])).toBe('9521888');
    expect(found([entry('9521888'), entry(gtin)])).toBe(gtin);
    expect(found([entry('9521888'), entry(gtin, { validUntil: at.toISOString() })])).toBe('9521888');
    expect(found([entry(gtin, { validFrom: at.toISOString() })])).toBe(gtin);
  });

  test('is expired, or unknown, when none is valid', () => {
    expect(found([entry(gtin, { validFrom: '2026-03-02T00:00:00.000Z' })])).toBe('expired');
    expect(found([entry('1234')])).toBeUndefined();
  });
});
