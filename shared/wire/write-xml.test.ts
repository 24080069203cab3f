import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { isNcName, xmlAttribute, xmlOutput, xmlText } from './write-xml.ts';

/** Characters of XML 1.0, those that need care often among them. */
const sendable = fc.string({
  unit: fc.oneof(
    fc.constantFrom('&', '<', '>', '"', "'", ']]>', '\t', '\n', '\r', '\u0085', '\u2028', '\uFFFD', '\u{10FFFF}', ' '),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 2 }).filter((text) => typeof xmlText(text) === 'string'),
  ),
});

function parsed(xml: string): { text: string; attribute: string | undefined } {
  const parser = new SaxesParser();
  let text = '';
  let attribute: string | undefined;
  parser.on('text', (piece) => {
    text += piece;
  });
  parser.on('opentag', ({ attributes }) => {
    attribute = attributes['a'];
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return { text, attribute };
}

describe('text', () => {
  test('without special characters stands as it is', () => {
    expect(xmlText('urn:epc:id:sgtin:0614141.107346.2018')).toBe('urn:epc:id:sgtin:0614141.107346.2018');
    expect(xmlText('')).toBe('');
    expect(xmlText('Größe 名前 \u{1F600}\t\n')).toBe('Größe 名前 \u{1F600}\t\n');
  });

  test('has its markup escaped, and a carriage return, which a parser would make a line feed', () => {
    expect(xmlText('a<b && c>d ]]> "e"\r\n')).toBe('a&lt;b &amp;&amp; c&gt;d ]]&gt; "e"&#13;\n');
  });

  test('is what a parser reads back', () => {
    return fc.assert(
      fc.property(sendable, (text) => {
        expect(parsed(`<x>${xmlText(text)}</x>`).text).toBe(text);
      }),
    );
  });
});

describe('an attribute', () => {
  test('has its markup, quotes and white space escaped', () => {
    expect(xmlAttribute('"a"\t<b>\n&\r\'c\'')).toBe("&quot;a&quot;&#9;&lt;b&gt;&#10;&amp;&#13;'c'");
    expect(xmlAttribute('urn:epc:id:giai:4000001.111')).toBe('urn:epc:id:giai:4000001.111');
  });

  test('is what a parser reads back', () => {
    return fc.assert(
      fc.property(sendable, (text) => {
        expect(parsed(`<x a="${xmlAttribute(text)}"/>`).attribute).toBe(text);
      }),
    );
  });
});

describe('characters that XML cannot carry', () => {
  test.each([
    ['\u0000', 'U+0000'],
    ['\u0001', 'U+0001'],
    ['\u000B', 'U+000B'],
    ['\u001F', 'U+001F'],
    ['\uFFFE', 'U+FFFE'],
    ['\uFFFF', 'U+FFFF'],
    ['\uD800', 'U+D800'],
    ['\uDFFF', 'U+DFFF'],
    ['\uDC00\uD800', 'U+DC00'],
  ])('are refused by name: %j', (character, name) => {
    const refusal = { refused: 'unsupported', detail: expect.stringContaining(name), rule: 'XML 1.0 §2.2 Characters' };
    expect(xmlText(`before ${character} after`)).toMatchObject(refusal);
    expect(xmlAttribute(`before ${character} after`)).toMatchObject(refusal);
  });

  test('are not those of the C1 controls and the upper planes', () => {
    expect(xmlText('\u007F\u0080\u009F\u{10000}\u{1FFFE}')).toBe('\u007F\u0080\u009F\u{10000}\u{1FFFE}');
  });
});

describe('names', () => {
  test.each(['a', '_1', 'Größe', '名前', 'x.y-z', 'lotNumber', '\u{10000}', 'a\u0301', '__proto__'])(
    '%s is one',
    (name) => {
      expect(isNcName(name)).toBe(true);
    },
  );

  test.each(['', '1a', '-a', '.a', 'a b', 'a:b', 'a/b', 'a\n', '\u0301a', '×', 'a&b', '\uD800', 'a\u037E'])(
    '%j is none',
    (name) => {
      expect(isNcName(name)).toBe(false);
    },
  );
});

describe('an output', () => {
  test('puts elements on one line', () => {
    const out = xmlOutput({ indent: false });
    out.open('a', ' b="1"');
    out.leaf('c', 'text');
    out.leaf('d', '', ' e="2"');
    out.close('a');
    expect(out.take()).toBe('<a b="1"><c>text</c><d e="2"/></a>');
    expect(out.take()).toBe('');
  });

  test('puts each element on its own line when asked to', () => {
    const out = xmlOutput({ indent: true, depth: 1 });
    out.open('a');
    out.open('b');
    out.leaf('c', 'text');
    out.close('b');
    out.close('a');
    expect(out.take()).toBe('\n  <a>\n    <b>\n      <c>text</c>\n    </b>\n  </a>');
  });

  test('puts no white space where it would become part of a text', () => {
    const out = xmlOutput({ indent: true });
    out.open('a');
    out.open('b', '', 'text');
    out.open('c');
    out.leaf('d', '1');
    out.close('c');
    out.close('b');
    out.leaf('e', '2');
    out.close('a');
    expect(out.take()).toBe('\n<a>\n  <b>text<c><d>1</d></c></b>\n  <e>2</e>\n</a>');
  });

  test('is handed over in pieces', () => {
    const out = xmlOutput({ indent: false });
    out.open('a');
    expect(out.take()).toBe('<a>');
    out.insert('<b/>');
    out.close('a');
    expect(out.take()).toBe('<b/></a>');
  });
});
