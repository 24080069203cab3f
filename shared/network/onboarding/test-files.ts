import type { EpcisEvent } from '../../epcis/event.ts';
import { jsonDocument } from '../../epcis/write-json.ts';
import { xmlDocument } from '../../epcis/xml/write-xml-document.ts';
import { checkDigit } from '../../gs1/check-digit.ts';
import { isRefusal, type Refusal } from '../../refusal.ts';
import { type DocumentForm, expectedOf, type RefusalReason, type TestCase, testCases } from './test-cases.ts';
import { type TestParties, testEvents } from './test-events.ts';

/** A file of a message test, and what is to become of it. */
export interface TestFile {
  readonly name: string;
  readonly form: DocumentForm;
  readonly test: TestCase;
  readonly expected: 'accepted' | RefusalReason;
  readonly contentType: string;
  readonly content: string;
}

/** Under prefix 952 GS1 keeps numbers for examples: who has them is nobody. One of the two is neither side, also in a rehearsal. */
const nobodies = ['urn:epc:id:pgln:9529999.00001', 'urn:epc:id:pgln:9529998.00001'];

type Change = (events: readonly EpcisEvent[], form: DocumentForm, parties: TestParties) => readonly EpcisEvent[];

const same: Change = (events) => events;

/** How each file differs from the golden one in what it tells; `malformed` differs in its text. */
const changes: Readonly<Record<TestCase, Change>> = {
  golden: same,
  malformed: same,
  'wrong-check-digit': (events, form) =>
    events.map((event) => (form === 'epcis-1.2-xml' ? wrongGln : wrongGtin)(event)),
  'duplicate-id': (events) => {
    const [first] = events;
    return events.map((event, i) => (i === events.length - 1 ? { ...event, eventID: first?.eventID ?? '' } : event));
  },
  'missing-lot': (events) => events.map(withoutLot),
  'unknown-sender': (events, _, { sender }) => {
    const nobody = nobodies.find((one) => one !== sender) ?? '';
    return events.map((event) => shippedBy(event, nobody));
  },
};

/**
 * The files of a message test in one form, about goods in the test range of the sender.
 *
 * @param at when it is told to have been shipped, ISO 8601 in UTC
 */
export function testFiles(form: DocumentForm, parties: TestParties, at: string): TestFile[] | Refusal {
  const files: TestFile[] = [];
  for (const test of testCases) {
    const file = testFile(test, form, parties, at);
    if (isRefusal(file)) return file;
    files.push(file);
  }
  return files;
}

/** One of them. */
export function testFile(test: TestCase, form: DocumentForm, parties: TestParties, at: string): TestFile | Refusal {
  const golden = testEvents(parties, at);
  if (isRefusal(golden)) return golden;
  const text = written(changes[test](golden, form, parties), form, at);
  if (isRefusal(text)) return text;
  const [extension, contentType] =
    form === 'epcis-2.0-json' ? ['json', 'application/json'] : ['xml', 'application/xml'];
  return {
    name: `test-${test}-${form.replaceAll('.', '')}.${extension}`,
    form,
    test,
    expected: expectedOf(test),
    contentType,
    // Cut off, as a transfer that breaks leaves it.
    content: test === 'malformed' ? text.slice(0, Math.floor(text.length / 2)) : text,
  };
}

function written(events: readonly EpcisEvent[], form: DocumentForm, at: string): string | Refusal {
  const head = { form: 'EPCISDocument', context: {}, creationDate: at } as const;
  if (form === 'epcis-2.0-json') return JSON.stringify(jsonDocument({ ...head, events }), undefined, 2);
  const version = form === 'epcis-2.0-xml' ? '2.0' : '1.2';
  return xmlDocument({ ...head, schemaVersion: version, events }, { version, indent: true });
}

/** The first pack by a Digital Link whose GTIN is one off in its last digit. */
function wrongGtin(event: EpcisEvent): EpcisEvent {
  if (event.type !== 'ObjectEvent' || event.ilmd === undefined) return event;
  const [, prefix = '', item = '', serial = ''] = /sgtin:(\d+)\.(\d+)\.(.+)$/.exec(event.epcList?.[0] ?? '') ?? [];
  const body = item.slice(0, 1) + prefix + item.slice(1);
  const link = `https://id.gs1.org/01/${body}${wrongDigit(body)}/21/${serial}`;
  return { ...event, epcList: [link, ...(event.epcList ?? []).slice(1)] };
}

/** EPC URNs have no check digits: in 1.2 the GLN of the despatch advice has. */
function wrongGln(event: EpcisEvent): EpcisEvent {
  if (event.bizTransactionList === undefined) return event;
  const spoilt = event.bizTransactionList.map((one) => ({
    ...one,
    bizTransaction: one.bizTransaction.replace(/:(\d{12})\d:/, (_, body: string) => `:${body}${wrongDigit(body)}:`),
  }));
  return { ...event, bizTransactionList: spoilt };
}

const wrongDigit = (body: string): number => (Number(checkDigit(body)) + 1) % 10;

function withoutLot(event: EpcisEvent): EpcisEvent {
  if (event.type !== 'ObjectEvent' || event.ilmd === undefined) return event;
  const { 'cbvmda:lotNumber': _, ...ilmd } = event.ilmd;
  return { ...event, ilmd };
}

function shippedBy(event: EpcisEvent, party: string): EpcisEvent {
  if (event.sourceList === undefined) return event;
  const place = party.replace('pgln', 'sgln').concat('.0');
  return {
    ...event,
    sourceList: event.sourceList.map(({ type }) => ({ type, source: type === 'location' ? place : party })),
  };
}
