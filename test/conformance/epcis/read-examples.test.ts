import { describe, expect, test } from 'vitest';
import { readJsonDocument, readJsonOutcomes } from '#shared/epcis/read-json.ts';
import { epcisDocument } from '#shared/epcis/write-json.ts';
import { isRefusal } from '#shared/refusal.ts';
import { corpusJson, corpusText, hasCorpus } from './corpus.ts';

interface Listed {
  file: string;
  source: string;
  format: string;
  eventTypes: string[];
  schemaValid: boolean | null;
}
interface Case {
  file: string;
  format: string;
  why: string;
}

describe.skipIf(!hasCorpus)('published JSON documents', () => {
  const listed = hasCorpus ? corpusJson<Listed[]>('index.json') : [];
  const json = listed.filter(({ format }) => format === 'json-2.0');
  const valid = json.filter(({ schemaValid }) => schemaValid === true);

  test('of GS1 are all here', () => {
    expect(json.filter(({ source, file }) => source === 'gs1/EPCIS' && file.startsWith('examples/'))).toHaveLength(28);
  });

  test.each(valid)('$file is read', ({ file, eventTypes }) => {
    const document = readJsonDocument(corpusText(file));
    if (isRefusal(document)) throw new Error(`${document.detail} at ${document.at}`);
    expect(document.events.map(({ type }) => type)).toEqual(eventTypes);
    const again = JSON.stringify(epcisDocument(document.events, { creationDate: '2026-01-01T00:00:00Z' }));
    expect(readJsonDocument(again)).toMatchObject({ events: document.events });
  });

  test('of whole repositories are read', () => {
    for (const file of [
      'datasets/fosstrak/dataset-2.0.json',
      'datasets/fastnt/dataset-2.0.json',
      'streaming/QueryDocument.json',
    ])
      expect(isRefusal(readJsonDocument(corpusText(file)))).toBe(false);
  });
});

describe.skipIf(!hasCorpus)('documents that must be refused', () => {
  const cases = hasCorpus ? corpusJson<Case[]>('invalid/cases.json') : [];
  const json = cases.filter(({ format }) => format === 'json-2.0');

  test.each(json)('$file: $why', ({ file }) => {
    const document = readJsonDocument(corpusText(`invalid/${file}`));
    expect(document).toMatchObject({ refused: 'malformed', at: expect.any(String), rule: expect.any(String) });
  });

  test('every event at fault is reported', () => {
    const file = 'invalid/openepcis/json-2.0/Combination_of_events_with_missing_mandatory_fields.json';
    const read = readJsonOutcomes(corpusText(file));
    if (isRefusal(read)) throw new Error(read.detail);
    expect(read.outcomes.map((outcome) => isRefusal(outcome) && outcome.at)).toEqual([
      '/epcisBody/eventList/0',
      '/epcisBody/eventList/1',
    ]);
  });
});
