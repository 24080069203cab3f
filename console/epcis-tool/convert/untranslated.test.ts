import { describe, expect, test } from 'vitest';
import { longestPrefix } from '#shared/gs1/company-prefix-table.ts';
import { watchedScreen } from '../../../test/kit/watched-screen.ts';
import { remarksOn } from './remarks.ts';
import { untranslated } from './untranslated.ts';

function told(form: 'urn' | 'digital-link', identifiers: readonly (readonly string[])[], json = false) {
  const { screen, said } = watchedScreen();
  const left = untranslated(form, longestPrefix(['9521321']));
  for (const ofEvent of identifiers) left.add({ untranslated: ofEvent, shortened: [] });
  left.tell('a.json', remarksOn(screen, json));
  return said.remarks;
}

test('identifiers that say more than their URN are told with a count and an example', () => {
  const { screen, said } = watchedScreen();
  const left = untranslated('urn', longestPrefix(['9521321']));
  const link = 'https://id.gs1.org/01/09521321543218/10/L/21/A';
  for (const shortened of [[link], [], [link]]) left.add({ untranslated: [], shortened });
  left.tell('a.json', remarksOn(screen, false));
  expect(said.remarks).toEqual([
    expect.stringMatching(
      /^a\.json: warning: the EPC URN says less .* for 2 mentions of identifiers, such as \S+\/10\/L\/21\/A/,
    ),
  ]);
});

describe('identifiers that stay as they were sent', () => {
  test('are told once for each reason, with a count, an example and a remedy', () => {
    const lines = told('urn', [
      ['https://id.gs1.org/01/04012345123456/21/A', 'https://id.gs1.org/01/04012345123456/21/B'],
      ['https://id.gs1.org/01/04012345123456/21/A', 'https://id.gs1.org/01/00000095050003/21/1'],
    ]);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      /^a\.json: warning: no EPC URN for 3 mentions of identifiers, such as \S+\/21\/A: .* — .*--company-prefix/,
    );
    expect(lines[1]).toMatch(/no EPC URN for 1 mention of identifiers, such as .*00000095050003/);
  });

  test('as URNs are told so', () => {
    expect(told('digital-link', [['urn:epc:id:gid:1.2.3']])[0]).toMatch(
      /no Digital Link for 1 mention of .*gid:1\.2\.3/,
    );
  });

  test('are objects for a program', () => {
    const [line = ''] = told('urn', [['https://id.gs1.org/01/04012345123456/21/A']], true);
    expect(JSON.parse(line)).toMatchObject({
      file: 'a.json',
      severity: 'warning',
      count: 1,
      message: expect.stringContaining('company prefix'),
      remedy: expect.any(String),
    });
  });

  test('are not told when there are none', () => {
    expect(told('urn', [[], []])).toEqual([]);
  });
});
