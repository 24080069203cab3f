import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headerValue, quoted, unquoted } from './header-value.ts';
import { decoded, partsOf, readEntity, writeEntity, writeMultipart } from './mime.ts';

const read = (text: string) => readEntity(Buffer.from(text, 'latin1'));
const multipart = (boundary: string, body: string) => ({
  headers: new Map([['content-type', `multipart/mixed; boundary="${boundary}"`]]),
  body: Buffer.from(body, 'latin1'),
});

describe('an entity', () => {
  test('is read with folded headers, and with lines that end as on Unix', () => {
    const one = read('Content-Type: multipart/signed;\n\tboundary=x\nX: 1\n\nbody\n');
    expect(one?.headers.get('content-type')).toBe('multipart/signed; boundary=x');
    expect(one?.body.toString()).toBe('body\n');
  });

  test('may have no header at all', () => {
    expect(read('\r\nbody')?.body.toString()).toBe('body');
  });

  test('is none when its header never ends, goes on too long, or is no header', () => {
    expect(read('Content-Type: text/plain')).toBeUndefined();
    expect(read(`X: ${'x'.repeat(20_000)}\r\n\r\nbody`)).toBeUndefined();
    expect(read(`${'X: 1\r\n'.repeat(500)}\r\nbody`)).toBeUndefined();
    expect(read('no header\r\n\r\nbody')).toBeUndefined();
  });

  test('comes back as it was written', () => {
    const values = fc.stringMatching(/^[!-~]([ -~]{0,100}[!-~])?$/);
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[A-Za-z-]{1,20}$/), values, { maxKeys: 10 }),
        fc.uint8Array(),
        (headers, body) => {
          const names = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
          fc.pre(names.size === Object.keys(headers).length);
          const one = readEntity(writeEntity(headers, body));
          expect(Object.fromEntries(one?.headers ?? [])).toEqual(
            Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
          );
          expect(one?.body.equals(body)).toBe(true);
        },
      ),
    );
  });

  test('is decoded from what it was encoded in for its way', () => {
    const encoded = (encoding: string, body: string) =>
      decoded({ headers: new Map([['content-transfer-encoding', encoding]]), body: Buffer.from(body) }).toString();
    expect(encoded('base64', 'PGEv\r\nPg==\r\n')).toBe('<a/>');
    expect(encoded('quoted-printable', 'a=3D=C3=A9 \r\nb=\r\nc')).toBe('a=é\r\nbc');
    expect(encoded('binary', 'a=3D')).toBe('a=3D');
  });
});

describe('a multipart', () => {
  test('gives its parts back to the byte, whatever they are', () => {
    const parts = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(parts, (wanted) => {
        const body = writeMultipart('a-boundary', wanted);
        const found = partsOf({ headers: new Map([['content-type', 'multipart/mixed; boundary=a-boundary']]), body });
        expect(found.map((part) => [...part])).toEqual(wanted.map((part) => [...part]));
      }),
    );
  });

  test('has a boundary only where a line begins with it and holds nothing else', () => {
    const body = 'before\r\n--x\r\none --x\r\n--xy\r\n--x z\r\n--x  \r\ntwo\r\n--x--\r\nbehind';
    expect(partsOf(multipart('x', body)).map(String)).toEqual(['one --x\r\n--xy\r\n--x z', 'two']);
  });

  test('that was cut off, has no boundary or too many parts is none', () => {
    expect(partsOf(multipart('x', '--x\r\none\r\n--x\r\ntwo'))).toEqual([]);
    expect(partsOf(multipart('', '--\r\none\r\n----'))).toEqual([]);
    expect(partsOf(multipart('x', `${'--x\r\none\r\n'.repeat(100)}--x--`))).toEqual([]);
  });
});

describe('a header value', () => {
  test('is read with parameters in quotes and without', () => {
    const { value, parameters } = headerValue('Multipart/Signed; Boundary="a;b\\"c"; micalg=SHA256 ; protocol = "x/y"');
    expect(value).toBe('multipart/signed');
    expect(Object.fromEntries(parameters)).toEqual({ boundary: 'a;b"c', micalg: 'SHA256', protocol: 'x/y' });
  });

  test('of any text comes to an end', () => {
    fc.assert(fc.property(fc.string({ maxLength: 2_000 }), (text) => headerValue(text).parameters.size >= 0));
    expect(headerValue(`a;${'x'.repeat(10_000)}`).value).toBe('');
  });

  test('in quotes is the text that it was', () => {
    fc.assert(fc.property(fc.stringMatching(/^[ -~]{1,60}$/), (text) => unquoted(quoted(text)) === text));
    expect([quoted('ACME'), quoted('Acme Pharma')]).toEqual(['ACME', '"Acme Pharma"']);
  });
});
