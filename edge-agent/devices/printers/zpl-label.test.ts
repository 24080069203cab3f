import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fnc1, readElementString, writeElementString } from '#shared/gs1/element-string.ts';
import { isRefusal } from '#shared/refusal.ts';
import { FNC1 } from '../simulated/symbol.ts';
import { zplReader } from '../simulated/zpl-format.ts';
import { writeZplLabel } from './zpl-label.ts';

const label = (lot: string, serial: string, text: readonly string[] = []) => ({
  elements: [
    { ai: '01', value: '09506000134352' },
    { ai: '10', value: lot },
    { ai: '21', value: serial },
  ],
  text,
});

const set82 = [...'!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'];
const value = fc.array(fc.constantFrom(...set82), { minLength: 1, maxLength: 20 }).map((parts) => parts.join(''));

/** What a printer takes the label to say. */
function understood(zpl: string): string | undefined {
  const [piece] = zplReader()(zpl);
  if (piece?.kind !== 'format') return undefined;
  return piece.format.symbol?.map((part) => (part === FNC1 ? fnc1 : part)).join('');
}

describe('a ZPL label', () => {
  test('is a code with a stated escape character, lines beside it, and one copy', () => {
    expect(writeZplLabel(label('A', 'B', ['LOT A', 'SN B']))).toBe(
      [
        '^XA^CI28',
        '^FO40,40^BXN,8,200,,,,_^FD_10109506000134352' + '10A_121B^FS',
        '^FO280,40^A0N,28,28^FDLOT A^FS',
        '^FO280,76^A0N,28,28^FDSN B^FS',
        '^PQ1^XZ\n',
      ].join('\n'),
    );
  });

  test('escapes underscores, which would else be read as commands', () => {
    expect(writeZplLabel(label('_1', '_d065'))).toContain('^FD_1010950600013435210__1_121__d065^FS');
  });

  test('leaves > and % alone: they mean something in other symbologies only', () => {
    expect(writeZplLabel(label('>8', '%0>0'))).toContain('10>8_121%0>0^FS');
  });

  test('is read by a printer as FNC1 and exactly the element string', () => {
    fc.assert(
      fc.property(value, value, (lot, serial) => {
        const zpl = writeZplLabel(label(lot, serial));
        const written = writeElementString(label(lot, serial).elements);
        expect(isRefusal(zpl) || understood(zpl)).toBe(`${fnc1}${written}`);
        expect(isRefusal(zpl) || isRefusal(written) || readElementString(written)).toEqual(label(lot, serial).elements);
      }),
    );
  });

  test('never uses ^FH, which takes the underscore for itself', () => {
    fc.assert(
      fc.property(value, (serial) => {
        expect(writeZplLabel(label('L', serial))).not.toContain('^FH');
      }),
    );
  });

  test.each([
    ['/elements/2', label('A', 'B^')],
    ['/elements/1', label('ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'B')],
    ['/elements', { elements: [], text: [] }],
    ['/text/1', label('A', 'B', ['fine', 'a~JA'])],
    ['/text/0', label('A', 'B', ['\x1b'])],
  ])('is refused at %s when it cannot be printed as it stands', (at, bad) => {
    expect(writeZplLabel(bad)).toMatchObject({ refused: 'malformed', at });
  });
});
