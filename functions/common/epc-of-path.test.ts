import { describe, expect, test } from 'vitest';
import { epcOfPath } from './epc-of-path.ts';

const slashed = 'https://id.gs1.org/01/09521321543218/21/A%2FB';

describe('the EPC of a path', () => {
  test.each([
    ['urn:epc:id:sgtin:9521321.054321.A%2FB', slashed],
    ['urn%3Aepc%3Aid%3Asgtin%3A9521321.054321.A%252FB', slashed],
    [slashed, slashed],
    [encodeURIComponent(slashed), slashed],
    ['https:/id.gs1.org/01/09521321543218/21/X', 'https://id.gs1.org/01/09521321543218/21/X'],
    ['https%3A%2F%2Fexample.org%2Fthing', 'https://example.org/thing'],
    ['urn:example:thing', 'urn:example:thing'],
    ['nothing', 'nothing'],
    ['%', '%'],
  ])('%s is %s', (rest, epc) => expect(epcOfPath(rest)).toBe(epc));
});
