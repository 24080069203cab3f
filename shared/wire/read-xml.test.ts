import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Refusal, refuse } from '../refusal.ts';
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

describe('a text that is no XML is refused with its place', () => {
  test.each([
    ['nothing', '', 'must contain a root element', '1:1'],
    ['no tag', 'x', 'outside of root', '1:2'],
    ['an end that is missing', '<a>\n<b>', 'unclosed tag: b', '2:4'],
    ['half a tag', '<a>\n<b c="', 'unclosed tag: a', '2:7'],
    ['a wrong end', '<a>\n</b>', 'unexpected close tag', '2:4'],
    ['a second root', '<a/>\n<b/>', 'only one root', '2:3'],
    ['an unknown entity', '<a>\n&nbsp;</a>', 'undefined entity &nbsp;', '2:6'],
    ['a character that XML forbids', '<a>\n\u0000</a>', 'disallowed character U+0000', '2:1'],
    ['its number', '<a>\n&#0;</a>', 'malformed character entity', '2:4'],
    ['half a surrogate pair', '<a>\nx\ud83dy</a>', 'half a surrogate pair', '2:2'],
    ['half a surrogate pair at the end', '<a>\nx\ud83d', 'half a surrogate pair', '2:2'],
    ['a doubled attribute', '<a b="1" b="2"/>', 'duplicate attribute: b', '1:'],
    [
      'one by two prefixes',
      '<a xmlns:p="urn:p" xmlns:q="urn:p"\n p:b="1" q:b="2"/>',
      'the attribute "q:b" stands twice',
      '2:10',
    ],
    ['an attribute without quotes', '<a b=1/>', 'unquoted attribute value', '1:6'],
    ['a prefix that is not declared', '<a>\n<p:b/></a>', 'the prefix "p" is not declared', '2:1'],
    ['such a prefix of an attribute', '<a>\n<b p:c="1"/></a>', 'the prefix "p" is not declared', '2:4'],
    ['a declaration of nothing', '<a>\n<b xmlns:p=""/></a>', 'declared without a namespace', '2:4'],
    ['a declaration that comes late', '<a/>\n<?xml version="1.0"?>', 'XML declaration', '2:'],
    ['the end of a CDATA section without one', '<a>x]]></a>', ']]>', '1:'],
  ])('%s', (_, text, detail, at) => {
    const refused = refusal(text);
    expect(refused).toMatchObject({ refused: 'malformed', rule: 'XML 1.0' });
    expect(refused?.detail).toContain(detail);
    expect(refused?.at?.startsWith(at)).toBe(true);
    expect(refused?.at).toBe(`${refused?.line}:${refused?.column}`);
  });

  test.each([
    '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    '<!DOCTYPE a PUBLIC "-//X//EN" "https://ns.example.org/x.dtd"><a/>',
    '<!DOCTYPE a []><a/>',
  ])('a document type definition: %s', (text) => {
    expect(refusal(`<?xml version="1.0"?>\n${text}`)).toMatchObject({
      refused: 'malformed',
      detail: 'a document type definition is not taken',
      line: 2,
      column: 1,
      remedy: expect.any(String),
    });
  });
});

describe('what is too much is refused', () => {
  test('depth', () => {
    const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);
    expect(refusal(nested(64))).toBeUndefined();
    expect(refusal(nested(65))).toMatchObject({ detail: 'nested deeper than 64 levels', column: 64 * 3 + 1 });
  });

  test('attributes', () => {
    const tag = (count: number) => `<a ${Array.from({ length: count }, (_, n) => `a${n}="1"`).join(' ')}/>`;
    expect(refusal(tag(256))).toBeUndefined();
    expect(refusal(tag(257))).toMatchObject({ refused: 'too-large' });
  });

  test.each([
    ['a text', '<a>', 'x'],
    ['an attribute', '<a b="', 'x'],
    ['a comment', '<a><!-- ', 'x'],
    ['a CDATA section', '<a><![CDATA[', 'x'],
    ['a name', '<', 'x'],
    ['an entity', '<a>&', 'x'],
    ['a DOCTYPE that does not end', '<!DOCTYPE a [', '<!ENTITY x "x">'],
    ['an instruction', '<?x ', 'x'],
    ['white space in front', '', ' '],
  ])('%s', (_, start, endless) => {
    const reader = xmlReader(
      { open: () => undefined, text: () => undefined, close: () => undefined },
      {
        ...xmlLimits,
        length: 200_000,
      },
    );
    let refused = reader.write(start);
    let given = 0;
    while (refused === undefined && given < 1_000_000) {
      refused = reader.write(endless.repeat(10_000));
      given += endless.length * 10_000;
    }
    expect(refused).toMatchObject({ refused: 'too-large' });
  });
});

test('a refusal of the handler ends the reading, and is answered from then on', () => {
  const opened: string[] = [];
  const reader = xmlReader({
    open: ({ local }) => {
      opened.push(local);
      return local === 'b' ? refuse('unsupported', 'no') : undefined;
    },
    text: () => undefined,
    close: () => undefined,
  });
  reader.write(`<a><b/><c/></a>${' '.repeat(70_000)}`);
  expect(reader.write('<d/>')).toMatchObject({ detail: 'no' });
  expect(reader.end()).toMatchObject({ detail: 'no' });
  expect(opened).toEqual(['a', 'b']);
});

test('a fault of the handler is no refusal', () => {
  const reader = xmlReader({
    open: () => {
      throw new TypeError('a bug');
    },
    text: () => undefined,
    close: () => undefined,
  });
  reader.write('<a/>');
  expect(() => reader.end()).toThrow('a bug');
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
