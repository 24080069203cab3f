import { describe, expect, test } from 'vitest';
import { readJsonDocument } from '#shared/epcis/read-json.ts';
import { readXmlDocument } from '#shared/epcis/xml/read-xml-document.ts';
import { isRefusal } from '#shared/refusal.ts';
import { told } from '../../kit/epcis-forms.ts';
import { corpusJson, corpusText, hasCorpus } from './corpus.ts';

interface Case {
  readonly file: string;
  readonly format: string;
  readonly why: string;
}

interface Reason {
  readonly at: RegExp;
  readonly detail: RegExp;
}

/** Where each document is wrong, and a word that the refusal of the stated reason must say. */
const reasons: Record<string, Reason> = {
  'fastnt/xml-1.2/InvalidRequest.xml': { at: /^4:3 \/EPCISBody\/test$/, detail: /test/ },
  'openepcis/json-2.0/Combination_of_events_with_missing_mandatory_fields.json': {
    at: /^\/epcisBody\/eventList\/0$/,
    detail: /action/,
  },
  'openepcis/json-2.0/EPCISDocument_without_context.json': { at: /^$/, detail: /@context/ },
  'openepcis/json-2.0/ObjectEvent_with_ilmd_field_without_namespace.json': {
    at: /^\/epcisBody\/eventList\/0\/ilmd\/materialType$/,
    detail: /materialType/,
  },
  'openepcis/json-2.0/ObjectEvent_with_invalid_eventTime_format.json': {
    at: /^\/epcisBody\/eventList\/0\/eventTime$/,
    detail: /date and time/,
  },
  'openepcis/json-2.0/ObjectEvent_with_non_standard_bizStep.json': {
    at: /^\/epcisBody\/eventList\/0\/bizStep$/,
    detail: /bizStep/,
  },
  'openepcis/json-2.0/ObjectEvent_with_non_standard_disposition.json': {
    at: /^\/epcisBody\/eventList\/0\/disposition$/,
    detail: /disposition/,
  },
  'openepcis/json-2.0/query-QueryDocument_with_invalid_action.json': {
    at: /^\/epcisBody\/queryResults\/resultsBody\/eventList\/0\/action$/,
    detail: /ADD, OBSERVE or DELETE/,
  },
  'openepcis/xml-2.0/ObjectEvent_bare_event_without_action.xml': { at: /^1:1$/, detail: /"action" is missing/ },
  'openepcis/xml-2.0/ObjectEvent_with_invalid_eventTime_format.xml': {
    at: /^7:\d+ .*\/ObjectEvent\[1\]\/eventTime/,
    detail: /22-07-2026.*date and time/,
  },
  'openepcis/xml-2.0/ObjectEvent_with_near_miss_action.xml': {
    at: /^13:\d+ .*\/ObjectEvent\[1\]\/action/,
    detail: /OBSERV.*ADD, OBSERVE or DELETE/,
  },
  'openepcis/xml-2.0/ObjectEvent_with_wrong_element_order.xml': {
    at: /^7:\d+ .*\/ObjectEvent\[1\]\/action/,
    detail: /<action> stands before <eventTime>/,
  },
  'openepcis/xml-2.0/query-QueryDocument_with_invalid_action.xml': {
    at: /^14:\d+ .*\/ObjectEvent\[1\]\/action/,
    detail: /INVALIDACTION.*ADD, OBSERVE or DELETE/,
  },
  'openepcis/xml-2.0/query-QueryDocument_with_missing_value.xml': {
    at: /^15:17 \/EPCISBody\/epcisq:Poll\/params\/param\[2\]/,
    detail: /value/,
  },
  'openepcis/xml-2.0/querybody-Query_without_queryName.xml': {
    at: /^6:9 \/EPCISBody\/epcisq:Poll/,
    detail: /queryName/,
  },
};

const cases = hasCorpus ? corpusJson<Case[]>('invalid/cases.json') : [];
const read = (file: string) =>
  file.endsWith('.json')
    ? readJsonDocument(corpusText(`invalid/${file}`))
    : readXmlDocument(corpusText(`invalid/${file}`), { order: 'published' });

describe.skipIf(!hasCorpus)('documents that must be refused', () => {
  test('are all known', () => expect(Object.keys(reasons).sort()).toEqual(cases.map(({ file }) => file).sort()));

  test.each(cases)('$file: $why', ({ file }) => {
    const refusal = read(file);
    if (!isRefusal(refusal)) throw new Error('it was read');
    expect(refusal.at ?? '').toMatch(reasons[file]?.at ?? /never/);
    expect(refusal.detail).toMatch(reasons[file]?.detail ?? /never/);
    expect(refusal.rule).toMatch(/EPCIS|CBV|RFC|ISO|XML/);
  });

  test('the order of elements matters only to those who ask for it', () => {
    const text = corpusText('invalid/openepcis/xml-2.0/ObjectEvent_with_wrong_element_order.xml');
    expect(readXmlDocument(text)).toMatchObject({ events: [{ type: 'ObjectEvent', action: 'ADD' }] });
  });

  test('the other events of a document are read, and every fault is told', () => {
    const text = corpusText('invalid/openepcis/json-2.0/Combination_of_events_with_missing_mandatory_fields.json');
    const { refusals } = told('JSON 2.0', [text]);
    expect(refusals.map(({ at }) => at)).toContain('/epcisBody/eventList/0');
    expect(refusals.map(({ at }) => at)).toContain('/epcisBody/eventList/1');
    expect(refusals.map(({ detail }) => detail).join()).toMatch(/action.*eventTimeZoneOffset/);
  });
});
