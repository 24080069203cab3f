import type { EpcisEvent } from '../../epcis/event.ts';
import { jsonDocument } from '../../epcis/write-json.ts';
import { xmlDocument } from '../../epcis/xml/write-xml-document.ts';
import { checkDigit } from '../../gs1/check-digit.ts';
import type { WrittenDocument } from '../../mapping/results.ts';
import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { casesOf, type DocumentForm, expectedOf, type RefusalReason, type TestCase } from './test-cases.ts';
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

/** Under prefix 952 GS1 keeps numbers for examples: who has them is nobody. One of the two is not under the sender's own prefix, also in a rehearsal. */
const nobodies = ['9529999.00001', '9521000.00001'];

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
    const [, prefix = ''] = /^urn:epc:id:pgln:(\d+)\./.exec(sender) ?? [];
    const nobody = nobodies.find((one) => !one.replace('.', '').startsWith(prefix));
    return events.map((event) => shippedBy(event, `urn:epc:id:pgln:${nobody}`));
  },
};

/** In which form, and what writes it where it is read by a mapping. */
export interface TestForm {
  readonly form: DocumentForm;
  readonly write?: WriteTest | undefined;
}

/** Writes events between two parties as a document of a form. */
export type WriteTest = (events: readonly EpcisEvent[], parties: TestParties, at: string) => WrittenDocument | Refusal;

/**
 * The files of a message test in one form, about goods in the test range of the sender. Those that the mapping has no place for are left out.
 *
 * @param at when it is told to have been shipped, ISO 8601 in UTC
 */
export function testFiles(of: TestForm, parties: TestParties, at: string): TestFile[] | Refusal {
  const files: TestFile[] = [];
  for (const test of casesOf(of.form)) {
    const file = testFile(test, of, parties, at);
    if (!isRefusal(file)) files.push(file);
    else if (of.write === undefined) return file;
  }
  return files;
}

/** One of them. */
export function testFile(
  test: TestCase,
  { form, write }: TestForm,
  parties: TestParties,
  at: string,
): TestFile | Refusal {
  const golden = testEvents(parties, at);
  if (isRefusal(golden)) return golden;
  const events = changes[test](golden, form, parties);
  const written = write === undefined ? writtenAs(form, events, at) : write(events, parties, at);
  if (isRefusal(written)) return written;
  const { body, contentType, fileExtension } = written;
  return {
    name: `test-${test}-${form.replaceAll('.', '')}.${fileExtension}`,
    form,
    test,
    expected: expectedOf(test),
    contentType,
    content: test === 'malformed' ? cutOff(body, form) : body,
  };
}

/** As a transfer that breaks leaves it. A sheet that ends with a row would be a shorter sheet: it breaks off in a quoted cell. */
function cutOff(text: string, form: DocumentForm): string {
  const half = text.slice(0, Math.floor(text.length / 2));
  return form === 'csv'
    ? `${half.slice(0, half.lastIndexOf('\n') + 1)}"${half.slice(half.lastIndexOf('\n') + 1)}`
    : half;
}

function writtenAs(form: DocumentForm, events: readonly EpcisEvent[], at: string): WrittenDocument | Refusal {
  const head = { form: 'EPCISDocument', context: {}, creationDate: at } as const;
  if (form === 'epcis-2.0-json') {
    const body = JSON.stringify(jsonDocument({ ...head, events }), undefined, 2);
    return { body, contentType: 'application/json', fileExtension: 'json' };
  }
  if (form === 'csv' || form === 'serial-exchange')
    return refuse('unsupported', `${form} is written by a mapping, and none is agreed on`);
  const version = form === 'epcis-2.0-xml' ? '2.0' : '1.2';
  const body = xmlDocument({ ...head, schemaVersion: version, events }, { version, indent: true });
  return isRefusal(body) ? body : { body, contentType: 'application/xml', fileExtension: 'xml' };
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
