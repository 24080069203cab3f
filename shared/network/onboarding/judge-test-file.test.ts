import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../refusal.ts';
import { judgeTestFile } from './judge-test-file.ts';
import { type DocumentForm, documentForms, testCases } from './test-cases.ts';
import { type TestFile, testFile, testFiles } from './test-files.ts';

const parties = { sender: 'urn:epc:id:pgln:9521321.00001', receiver: 'urn:epc:id:pgln:952132200.001' };
const AT = '2026-03-01T10:00:00.000Z';

function made(form: DocumentForm, of = parties): readonly TestFile[] {
  const files = testFiles(form, of, AT);
  if (isRefusal(files)) throw new Error(files.detail);
  return files;
}

const judged = ({ content, form }: TestFile, of = parties) => judgeTestFile(content, form, of);

describe.each(documentForms)('of the test files in %s', (form) => {
  test.each(testCases)('%s ends as it says', (name) => {
    const file = made(form).find((one) => one.test === name);
    expect(file && judged(file)).toMatchObject({ outcome: file?.expected });
  });

  test('those that are refused tell why', () => {
    for (const file of made(form).filter(({ test: name }) => name !== 'golden'))
      expect(judged(file)).toMatchObject({ detail: expect.stringMatching(/\S{3}/) });
  });
});

test('a sound file that somebody else sends for another is refused', () => {
  const [golden] = made('epcis-2.0-json');
  const others = { ...parties, receiver: 'urn:epc:id:pgln:9529999.00001' };
  expect(golden && judged(golden, others)).toMatchObject({ outcome: 'invalid' });
});

test('a file is judged in the form it is sent for', () => {
  const golden = testFile('golden', 'epcis-2.0-xml', parties, AT);
  if (isRefusal(golden)) throw new Error(golden.detail);
  for (const form of documentForms)
    expect([form, judgeTestFile(golden.content, form, parties).outcome]).toEqual([
      form,
      form === 'epcis-2.0-xml' ? 'accepted' : 'malformed',
    ]);
});

test('a sound file without shipping tells no whole story', () => {
  const golden = testFile('golden', 'epcis-2.0-json', parties, AT);
  if (isRefusal(golden)) throw new Error(golden.detail);
  const document = JSON.parse(golden.content);
  document.epcisBody.eventList.pop();
  expect(judgeTestFile(JSON.stringify(document), 'epcis-2.0-json', parties)).toMatchObject({
    outcome: 'incomplete',
    detail: expect.stringContaining('shipping'),
  });
});

test('whatever the companies’ prefixes are, golden files are accepted', () => {
  const party = fc
    .integer({ min: 6, max: 12 })
    .chain((length) =>
      fc
        .tuple(
          fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length }),
          fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 12 - length, maxLength: 12 - length }),
        )
        .map(([prefix, reference]) => `urn:epc:id:pgln:${prefix}.${reference}`),
    );
  fc.assert(
    fc.property(party, party, fc.constantFrom(...documentForms), (sender, receiver, form) => {
      const of = { sender, receiver };
      const file = testFile('golden', form, of, AT);
      if (isRefusal(file)) throw new Error(file.detail);
      expect(judged(file, of)).toEqual({ outcome: 'accepted' });
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['nothing', ''],
  ['no document', '{"a":1}'],
  ['a deep nest', '['.repeat(100_000)],
  ['a billion laughs', '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'],
])('%s is malformed in every form', (_, text) => {
  for (const form of documentForms) expect(judgeTestFile(text, form, parties).outcome).toBe('malformed');
});

test('a file from nobody is one, whoever the sender is', () => {
  for (const sender of ['urn:epc:id:pgln:9529999.00001', 'urn:epc:id:pgln:9529998.00001']) {
    const of = { ...parties, sender };
    const file = testFile('unknown-sender', 'epcis-2.0-json', of, AT);
    if (isRefusal(file)) throw new Error(file.detail);
    expect(judged(file, of)).toMatchObject({ outcome: 'unknown-sender' });
  }
});
