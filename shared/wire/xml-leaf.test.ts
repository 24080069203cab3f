import { describe, expect, test } from 'vitest';
import { endOfLeaf } from './xml-leaf.ts';

describe('the end of an element that is all text', () => {
  test.each([
    ['at once', '<epc>a</epc>', 12],
    ['behind white space', '\n\t <epc>a</epc>rest', 15],
    ['without text', '<epc></epc>', 11],
    ['with text of any script', '<epc>\u{1F48A}é</epc>', 14],
    ['with white space in it', '<epc>\n a </epc>', 15],
    ['with a prefix', '<a.b-c:d>1</a.b-c:d>', 20],
  ])('is found %s', (_, text, end) => expect(endOfLeaf(text, 0)).toBe(end));

  test.each([
    ['another end', '<epc>a</epcs>'],
    ['attributes', '<epc a="b">a</epc>'],
    ['white space in its tags', '<epc >a</epc >'],
    ['a reference', '<epc>a&amp;b</epc>'],
    ['an element inside', '<epc><a/></epc>'],
    ['a bracket, which may end a CDATA section', '<epc>a]]&gt;</epc>'],
    ['a sign that ends tags', '<epc>a>b</epc>'],
    ['a carriage return', '<epc>a\r\n</epc>'],
    ['a control character', '<epc>a\u0001</epc>'],
    ['no character of XML', '<epc>\uffff</epc>'],
    ['a name of other letters', '<é>a</é>'],
    ['two colons', '<a:b:c>a</a:b:c>'],
    ['no tag', '</epc>'],
    ['text before', 'x<epc>a</epc>'],
    ['a comment before', '<!-- --><epc>a</epc>'],
    ['its end missing', '<epc>a'],
  ])('is left to the tokeniser with %s', (_, text) => expect(endOfLeaf(text, 0)).toBeUndefined());
});

test('the search begins where it is told to', () => {
  const text = '<epc>a</epc><id>b</id>';
  expect(endOfLeaf(text, 12)).toBe(22);
  expect(endOfLeaf(text, 1)).toBeUndefined();
  expect(endOfLeaf(text, 22)).toBeUndefined();
});

test.each(['<', '<a', '<a>', ' ', '<a>b</', '>'])('a block full of %j is looked at in no time', (part) => {
  const text = part.repeat(20_000);
  for (let count = 0; count < 1000; count++) expect(endOfLeaf(text, count)).toBeUndefined();
});
