import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileLabel } from './file-label.ts';

test.each([
  ['shipment 7.xml', 'shipment 7.xml'],
  ['Lieferung-Größe.xml', 'Lieferung-Größe.xml'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\ada\\shipment.xml', 'shipment.xml'],
  ['a.xml\0.exe', 'a.xml.exe'],
  ['in\u202Elmx.exe', 'inlmx.exe'],
  ['a\r\nSet-Cookie: b', 'aSet-Cookie: b'],
  ['..', ''],
  ['folder/', ''],
  ['', ''],
])('%j is kept as %j', (given, kept) => expect(fileLabel(given)).toBe(kept));

test('a label is no path and writes every character it has, whatever it is made of', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const label = fileLabel(text);
      expect(label).not.toMatch(/[/\\\p{Cc}\p{Cf}]/u);
      expect(fileLabel(label)).toBe(label);
      expect(label.length).toBeLessThanOrEqual(300);
    }),
  );
});
