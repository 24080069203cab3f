import { describe, expect, test } from 'vitest';
import { readHead } from './epc-head.ts';

describe('beginning of an EPC URN', () => {
  test.each([
    ['urn:epc:id:sgtin:9521321.054321.7', 'id', 'sgtin'],
    ['urn:epc:idpat:sgtin:9521321.054321.*', 'idpat', 'sgtin'],
    ['urn:epc:class:lgtin:9521321.054321.L', 'class', 'lgtin'],
    ['urn:epc:id:gsrnp:', 'id', 'gsrnp'],
  ])('of %s is %s and %s, the body after it', (urn, space, scheme) => {
    const from = `urn:epc:${space}:${scheme}:`.length;
    expect(readHead(urn)).toMatchObject({ space, scheme: { scheme }, from });
  });

  test.each([
    ['urn:epc:id:lgtin:9521321.054321.L', '8', 'urn:epc:class:lgtin'],
    ['urn:epc:class:sgtin:9521321.054321.7', '8', 'urn:epc:id:sgtin'],
    ['urn:epc:idpat:lgtin:9521321.054321.*', '8', 'urn:epc:class:lgtin'],
    ['urn:epc:id:gid:1.2.3', '8', 'urn:epc:id:sgtin'],
    ['urn:epc:id:constructor:1.2.3', '8', 'urn:epc:id:sgtin'],
    ['URN:EPC:ID:SGTIN:9521321.054321.7', '0', 'urn:epc:id:sgtin'],
    ['', '0', 'urn:epc:id:sgtin'],
  ])('%s is refused with what to write', (urn, at, remedy) =>
    expect(readHead(urn)).toMatchObject({ refused: 'malformed', at, remedy: expect.stringContaining(remedy) }),
  );

  test.each(['tag', 'raw', 'pat'])('urn:epc:%s describes the memory of a tag', (space) =>
    expect(readHead(`urn:epc:${space}:sgtin-96:3.9521321.054321.7`)).toMatchObject({
      refused: 'unsupported',
      remedy: expect.stringContaining('pure identity'),
    }),
  );

  test('a URN without end is refused in few words', () => {
    const refusal = readHead(`urn:epc:id:sgtin:${'9'.repeat(1_000_000)}`);
    expect(refusal).toMatchObject({ refused: 'malformed', detail: expect.stringContaining('at most 400') });
    expect(JSON.stringify(refusal).length).toBeLessThan(400);
  });
});
