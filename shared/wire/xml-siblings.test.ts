import { describe, expect, test } from 'vitest';
import { xmlSiblings } from './xml-siblings.ts';

const epcs = xmlSiblings('epc');

describe('the end of the next element', () => {
  test.each([
    ['at once', '<epc>a</epc>', 12],
    ['behind white space', '\n\t <epc>a</epc>rest', 15],
    ['without text', '<epc></epc>', 11],
    ['with text of any script', '<epc>\u{1F48A}é</epc>', 14],
    ['with white space in it', '<epc>\n a </epc>', 15],
  ])('is found %s', (_, text, end) => expect(epcs.endOfNext(text, 0)).toBe(end));

  test.each([
    ['another element', '<epcs>a</epcs>'],
    ['attributes', '<epc a="b">a</epc>'],
    ['a reference', '<epc>a&amp;b</epc>'],
    ['an element inside', '<epc><a/></epc>'],
    ['a bracket, which may end a CDATA section', '<epc>a]]&gt;</epc>'],
    ['a carriage return', '<epc>a\r\n</epc>'],
    ['a control character', '<epc>a\u0001</epc>'],
    ['no character of XML', '<epc>\uffff</epc>'],
    ['text before', 'x<epc>a</epc>'],
    ['a comment before', '<!-- --><epc>a</epc>'],
    ['its end missing', '<epc>a'],
  ])('is left to the tokeniser with %s', (_, text) => expect(epcs.endOfNext(text, 0)).toBeUndefined());
});

test('the search goes on from where it is told to', () => {
  const text = '<epc>a</epc><epc>b</epc>';
  expect(epcs.endOfNext(text, 12)).toBe(24);
  expect(epcs.endOfNext(text, 1)).toBeUndefined();
  expect(epcs.afterNext(text, 0)).toBe(12);
  expect(epcs.afterNext(text, 12)).toBe(24);
  expect(epcs.afterNext(text, 20)).toBeUndefined();
});

test('names with signs of regular expressions are taken as they are', () => {
  const dotted = xmlSiblings('a.b-c');
  expect(dotted.endOfNext('<a.b-c>x</a.b-c>', 0)).toBe(16);
  expect(dotted.endOfNext('<axb-c>x</axb-c>', 0)).toBeUndefined();
});
