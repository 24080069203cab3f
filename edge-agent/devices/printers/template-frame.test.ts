import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import { cutText, cutVerdict, readEscapes } from './template-address.ts';
import { writeFrame, writeSelect } from './template-frame.ts';

const frame = { preamble: '\x02', separator: '\t', postamble: '\x03\r', fnc1: '\x1d' };

describe('the frame of a coder', () => {
  test('puts values between preamble and postamble', () => {
    expect(writeFrame(['A', '', 'B\x1dC'], frame)).toBe('\x02A\t\tB\x1dC\x03\r');
  });

  test.each(['\x02', 'a\tb', 'a\x03', '\r', '\x1b', 'ü'])('does not carry %j', (value) => {
    expect(writeFrame(['A', value], frame)).toMatchObject({ refused: 'malformed', at: '/fields/2' });
  });

  test('has values taken apart again as they were, or is refused', () => {
    const value = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'\x02\x03\t\r\x1dA#-V:') }));
    const frames = fc.constantFrom(frame, { ...frame, separator: '##', postamble: '#-' }, { ...frame, preamble: 'V:' });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), frames, (values, one) => {
        const text = writeFrame(values, one);
        if (isRefusal(text)) return;
        const end = text.indexOf(one.postamble);
        expect(end).toBe(text.length - one.postamble.length);
        expect(text.slice(one.preamble.length, end).split(one.separator)).toEqual(values);
      }),
    );
  });

  test('selects jobs whose names it can carry', () => {
    expect(writeSelect('\x02J{job}\x03\r', '$& pack', frame)).toBe('\x02J$& pack\x03\r');
    expect(writeSelect('\x02J{job}\x03\r', 'a\x03', frame)).toMatchObject({ at: '/name' });
  });
});

describe('escapes', () => {
  test.each([
    ['\\x02A\\r\\n', '\x02A\r\n'],
    ['\\\\x02', '\\x02'],
    ['\\t', '\t'],
    ['plain', 'plain'],
  ])('%j is %j', (text, expected) => {
    expect(readEscapes(text)).toBe(expected);
  });
});

describe('answers of a coder', () => {
  test.each([
    ['\x06', 'ack', ''],
    ['junk\x06rest', 'ack', 'rest'],
    ['\x15\x06', 'nak', '\x06'],
    ['\x06\x15', 'ack', '\x15'],
  ])('%j is %s, with %j left', (received, answer, rest) => {
    expect(cutVerdict({ ack: '\x06', nak: '\x15' })(received)).toEqual({ answer, rest });
  });

  test('are waited for until they are all there', () => {
    expect(cutVerdict({ ack: 'OK\r', nak: undefined })('OK')).toBeUndefined();
    expect(cutText('\r\n')('RUN\r')).toBeUndefined();
    expect(cutText('\r\n')('RUN\r\nX')).toEqual({ answer: 'RUN', rest: 'X' });
  });
});
