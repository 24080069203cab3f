import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Refusal } from '../refusal.ts';
import { type XmlHandler, type XmlLimits, xmlLimits, xmlReader } from './read-xml.ts';
import { columnOf, lineOf, type XmlPlace } from './xml-place.ts';

const shown = (at: XmlPlace) => `${lineOf(at)}:${columnOf(at)}`;

interface Told {
  readonly told: string[];
  readonly refused: Refusal | undefined;
}

/** What the reader tells, one line for each: `<a @b=c` for an element, `>` for its end, the text in quotes. */
function read(pieces: readonly string[], limits: Partial<XmlLimits> = {}, places = false): Told {
  const told: string[] = [];
  const at = (place: XmlPlace) => (places ? ` ${shown(place)}` : '');
  const handler: XmlHandler = {
    open: (name, attributes, place) => {
      const { namespace, local } = name;
      const shownAttributes = attributes.map((each) => {
        const space = each.name.namespace === '' ? '' : `{${each.name.namespace}}`;
        return ` @${space}${each.name.local}=${each.value}${at(each.at)}`;
      });
      told.push(`<${namespace === '' ? '' : `{${namespace}}`}${local}${at(place)}${shownAttributes.join('')}`);
      return undefined;
    },
    text: (text, place, cdata) => {
      told.push(`${JSON.stringify(text)}${cdata ? ' cdata' : ''}${at(place())}`);
      return undefined;
    },
    close: () => {
      told.push('>');
      return undefined;
    },
  };
  const reader = xmlReader(handler, { ...xmlLimits, ...limits });
  for (const piece of pieces) {
    const refused = reader.write(piece);
    if (refused !== undefined) return { told, refused };
  }
  return { told, refused: reader.end() };
}

const tell = (text: string) => {
  const { told, refused } = read([text]);
  expect(refused).toBeUndefined();
  return told;
};
const places = (text: string) => read([text], {}, true).told;
const refusal = (text: string, limits: Partial<XmlLimits> = {}) => read([text], limits).refused;

describe('what a document holds is told in its order', () => {
  test('elements, attributes and texts', () => {
    expect(tell('<a b="1"> x <c/>y</a>')).toEqual(['<a @b=1', '" x "', '<c', '>', '"y"', '>']);
  });

  test('namespaces, and not their declarations', () => {
    const text = '<p:a xmlns:p="urn:p" xmlns="urn:d" p:b="1" c="2"><d/></p:a>';
    expect(tell(text)).toEqual(['<{urn:p}a @{urn:p}b=1 @c=2', '<{urn:d}d', '>', '>']);
  });

  test('the five entities and characters by number', () => {
    expect(tell('<a b="&lt;&#x41;">&amp;&quot;&apos;&gt;&#66;</a>')).toEqual(['<a @b=<A', '"&\\"\'>B"', '>']);
  });

  test('CDATA sections as texts of their own', () => {
    expect(tell('<a>x<![CDATA[<b>&amp;]]>y</a>')).toEqual(['<a', '"x"', '"<b>&amp;" cdata', '"y"', '>']);
  });

  test('no comments, instructions, declaration or byte order mark', () => {
    const text = '\ufeff<?xml version="1.0" encoding="UTF-8"?><!-- c --><?p i?><a><!-- c -->x<?p?></a><!-- c -->';
    expect(tell(text)).toEqual(['<a', '"x"', '>']);
  });

  test('a DOCTYPE that is a name alone', () => expect(tell('<!DOCTYPE project>\n<a/>')).toEqual(['<a', '>']));

  test('lines that end otherwise as line feeds', () => {
    expect(tell('<a b="1\r\n2">x\r\ny\rz</a>')).toEqual(['<a @b=1 2', '"x\\ny\\nz"', '>']);
  });

  test('a version of XML that is to come, by the rules of 1.0', () => {
    expect(tell('<?xml version="1.9"?><a/>')).toEqual(['<a', '>']);
  });
});

describe('elements of text alone that follow each other', () => {
  const item = (text: string) => ['<epc', `"${text}"`, '>'];

  test('are told as each by itself would be', () => {
    const text = '<l><epc>a</epc><epc>b</epc>\n<epc>c</epc><epc></epc><epc>d</epc></l>';
    const [first] = [tell(text)];
    expect(first).toEqual(['<l', ...item('a'), ...item('b'), '"\\n"', ...item('c'), '<epc', '>', ...item('d'), '>']);
  });

  test('with something else among them', () => {
    const inner = '<epc>a</epc><epc>b</epc>';
    expect(tell(`<l>${inner}<!-- <epc>no</epc> -->${inner}<epc x="1">c</epc>${inner}<x/>${inner}</l>`)).toEqual([
      '<l',
      ...item('a'),
      ...item('b'),
      ...item('a'),
      ...item('b'),
      '<epc @x=1',
      '"c"',
      '>',
      ...item('a'),
      ...item('b'),
      '<x',
      '>',
      ...item('a'),
      ...item('b'),
      '>',
    ]);
  });

  test('with such that only look like them', () => {
    const lines = ['<l><epc>a</epc><epc>b</epc>', '<![CDATA[</epc><epc>no</epc>]]>', '<epc>c&amp;d</epc>', '</l>'];
    expect(tell(lines.join('\n'))).toEqual([
      '<l',
      ...item('a'),
      ...item('b'),
      '"\\n"',
      '"</epc><epc>no</epc>" cdata',
      '"\\n"',
      ...item('c&d'),
      '"\\n"',
      '>',
    ]);
  });

  test('with namespaces of their own', () => {
    const text = '<l><e:epc xmlns:e="urn:e">a</e:epc><e:epc xmlns:e="urn:f">b</e:epc></l>';
    expect(tell(text)).toEqual(['<l', '<{urn:e}epc', '"a"', '>', '<{urn:f}epc', '"b"', '>', '>']);
    expect(refusal('<l xmlns:e="urn:e"><e:x>a</e:x><e:x>b</e:x><f:x>c</f:x></l>')?.detail).toContain('"f"');
  });

  test('as deep as others may stand', () => {
    const at = (depth: number) => `${'<a>'.repeat(depth - 1)}<b>x</b>${'</a>'.repeat(depth - 1)}`;
    expect(refusal(at(64))).toBeUndefined();
    expect(refusal(at(65))).toMatchObject({ detail: 'nested deeper than 64 levels', column: 64 * 3 + 1 });
  });

  test('with prefixes that are declared around them, and no others', () => {
    const text = '<l xmlns:e="urn:e" xmlns="urn:d"><e:x>a</e:x><y>b</y></l>';
    expect(tell(text)).toEqual(['<{urn:d}l', '<{urn:e}x', '"a"', '>', '<{urn:d}y', '"b"', '>', '>']);
    expect(refusal('<l>\n<e:x>a</e:x></l>')).toMatchObject({
      detail: 'the prefix "e" is not declared',
      line: 2,
      column: 1,
    });
  });

  test('as the root', () => expect(tell('<l>x</l>')).toEqual(['<l', '"x"', '>']));

  test('with faults in them', () => {
    const inner = '<l>\n<epc>a</epc>\n<epc>b</epc>\n';
    expect(refusal(`${inner}<epc>c&no;</epc></l>`)).toMatchObject({ detail: 'undefined entity &no;', line: 4 });
    expect(refusal(`${inner}<epc>c]]></epc></l>`)).toMatchObject({ line: 4 });
    expect(refusal(`${inner}<epc>c</x></l>`)).toMatchObject({ detail: 'unexpected close tag', line: 4 });
    expect(refusal(`${inner}<epc>c\u0001</epc></l>`)).toMatchObject({ detail: 'disallowed character U+0001', line: 4 });
  });

  test('in any number, with the place of each', () => {
    const count = 20_000;
    const lines = Array.from({ length: count }, (_, index) => `  <epc>urn:epc:id:sgtin:9521321.054321.${index}</epc>`);
    const told = places(['<l>', ...lines, '</l>'].join('\n'));
    expect(told.filter((line) => line.startsWith('<epc'))).toEqual(lines.map((_, index) => `<epc ${index + 2}:3`));
    expect(told.filter((line) => line.includes('sgtin'))).toEqual(
      lines.map((_, index) => `"urn:epc:id:sgtin:9521321.054321.${index}" ${index + 2}:8`),
    );
  });
});

describe('places', () => {
  test('are those of the first characters', () => {
    expect(places('<a>\n  <b c="1"\n     d=\'2\'>text</b>\n</a>')).toEqual([
      '<a 1:1',
      '"\\n  " 1:4',
      '<b 2:3 @c=1 2:6 @d=2 3:6',
      '"text" 3:12',
      '>',
      '"\\n" 3:20',
      '>',
    ]);
  });

  test('count UTF-16 code units', () => {
    expect(places('<a>\u{1F48A}<b/></a>')).toContain('<b 1:6');
  });

  test('are right behind tags that end in another line, comments and entities', () => {
    expect(places('<a\n  b="1"\r\n\r\n>\n<!-- \n --><c\n/>&lt;&amp;<d/></a>')).toEqual([
      '<a 1:1 @b=1 2:3',
      '"\\n" 4:2',
      '<c 6:5',
      '>',
      '"<&" 7:3',
      '<d 7:12',
      '>',
      '>',
    ]);
  });

  test('of attributes whose values have quotes, line ends and signs of tags in them', () => {
    expect(places(`<a b = "'x'\n>" c='"'/>`)).toEqual([`<a 1:1 @b='x' > 1:4 @c=" 2:4`, '>']);
  });

  test('are right in a document of one long line', () => {
    const items = '<i a="1">x</i>'.repeat(20_000);
    const told = places(`<l>${items}</l>`);
    expect(told.filter((line) => line.startsWith('<i')).at(-1)).toBe(
      `<i 1:${4 + 19_999 * 14} @a=1 1:${4 + 19_999 * 14 + 3}`,
    );
  });

  test('are right behind a text and an attribute of more than one block', () => {
    const long = 'x'.repeat(70_000);
    expect(places(`<a>\n<b c="1">${long}\n</b><d e="${long}" f="2"/></a>`).map((line) => line.slice(0, 12))).toEqual([
      '<a 1:1',
      '"\\n" 1:4',
      '<b 2:1 @c=1 ',
      '"xxxxxxxxxxx',
      '>',
      '<d 3:5 @e=xx',
      '>',
      '>',
    ]);
  });
});

test('any pieces tell the same', () => {
  const part = fc.constantFrom(
    '<epc>a</epc>',
    '<epc>b &amp; c</epc>\r\n',
    '<x a="1" b=\'>\'/>',
    '<p:y xmlns:p="urn:p"><p:z/></p:y>',
    '<![CDATA[ <epc>a</epc> ]]>',
    '<!-- <epc> -->',
    '\u{1F48A}',
    '\n  ',
    '<epc>',
    '</epc>',
    '&x;',
    '\r',
  );
  return fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), fc.array(fc.nat(400), { maxLength: 8 }), (parts, cuts) => {
      const text = `<l>${parts.join('')}</l>`;
      const ends = [...cuts.map((cut) => cut % text.length), text.length].sort((a, b) => a - b);
      const pieces = ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end));
      expect(read(pieces, {}, true)).toEqual(read([text], {}, true));
    }),
  );
});

test('any text at all is read or refused', () => {
  return fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...'<>/!?-[]&;="\' \n\raCDATDOCTYPE#x1:\ud83d\udc8a\u0000'), { maxLength: 80 }),
      (signs) => {
        const { refused } = read([`<a>${signs.join('')}`]);
        expect(refused?.refused).toBe('malformed');
      },
    ),
    { numRuns: 500 },
  );
});
