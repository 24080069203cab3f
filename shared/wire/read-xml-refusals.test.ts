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

const refusal = (text: string, limits: Partial<XmlLimits> = {}) => read([text], limits).refused;

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
