import { speller } from '../../epcis/spell-epcs.ts';
import { canonicalKey } from '../../gs1/canonical-epc.ts';
import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import type { Column, CsvMapping } from '../mapping.ts';
import { type PlainEvent, plainOf } from '../plain-event.ts';
import type { Outgoing, Prefixes, WrittenDocument } from '../results.ts';
import { lookUpKey, wordTranslator } from '../translate-words.ts';
import { cellWords } from './cell-words.ts';
import { csvCell } from './records.ts';
import { writeDay, writeTime } from './time-form.ts';

/** Problems that are told of one document. */
const MOST_TOLD = 20;

/** What a row is made of. */
interface RowFacts {
  readonly plain: PlainEvent;
  /** Of one row: a single EPC, or all of the event. */
  readonly epcs: readonly string[];
  /** Number of the event in the document, from 1. */
  readonly event: number;
}

type CellOf = (facts: RowFacts) => string;

/** Writes events as a sheet: a row for every EPC, or for every event. */
export function writeCsv(
  mapping: CsvMapping,
  { events }: Pick<Outgoing, 'events'>,
  prefixes: Prefixes,
): WrittenDocument | Refusal[] {
  const { spell } = speller({ form: mapping.identifiers, companyPrefixes: prefixes });
  const words = wordTranslator(
    mapping.words && { ...mapping.words, bizStep: undefined, disposition: undefined, bizTransactionType: undefined },
    'out',
  );
  const cells = mapping.columns.map((column) => cellOf(column, mapping, spell));
  const identities = mapping.columns.flatMap(({ of }, index) => (tellsEpc(of) ? [index] : []));
  const lines: string[] = [];
  const problems: Refusal[] = [];
  const end = mapping.lineEnd === 'lf' ? '\n' : '\r\n';
  const push = (texts: readonly string[]) =>
    lines.push(texts.map((text) => csvCell(text, mapping.separator)).join(mapping.separator) + end);
  if (mapping.header) push(mapping.columns.map(({ name }) => name));
  for (const [index, event] of events.entries()) {
    const plain = plainOf(words(event));
    if (isRefusal(plain)) problems.push({ ...plain, at: `/events/${index}${plain.at ?? ''}` });
    else
      for (const epcs of rowsOf(mapping, plain)) {
        const texts = cells.map((cell) => cell({ plain, epcs, event: index + 1 }));
        if (epcs.length > 0 && identities.every((at) => (texts[at] ?? '') === ''))
          problems.push(noPlace(epcs[0] ?? '', index));
        push(texts);
      }
    if (problems.length >= MOST_TOLD) break;
  }
  if (problems.length > 0) return problems.slice(0, MOST_TOLD);
  return { body: lines.join(''), contentType: 'text/csv; charset=utf-8', fileExtension: 'csv' };
}

const tellsEpc = (of: Column['of']): boolean => of === 'epc' || of === 'serial' || of === 'sscc';

function rowsOf({ rows }: CsvMapping, { epcs }: PlainEvent): readonly (readonly string[])[] {
  return rows === 'event' || epcs.length === 0 ? [epcs] : epcs.map((epc) => [epc]);
}

const noPlace = (epc: string, index: number): Refusal =>
  refuse('unsupported', `no column can tell ${epc}`, {
    at: `/events/${index}/epcList`,
    remedy: 'add a column "epc", or "sscc" beside "gtin" and "serial", to the mapping',
  });

function cellOf(column: Column, mapping: CsvMapping, spell: (epc: string) => string): CellOf {
  const say = sayOf(column, mapping, spell);
  const look = cellWords(column, 'out');
  return (facts) => look(say(facts));
}

function sayOf({ of, type, form, value = '' }: Column, mapping: CsvMapping, spell: (epc: string) => string): CellOf {
  const identifier = lookUpKey(mapping.words?.identifier, 'out');
  const each =
    (told: (epc: string) => string): CellOf =>
    ({ epcs }) =>
      epcs.map(told).join(mapping.within);
  const typed = (list: readonly { readonly type?: string; readonly id: string }[] = []) =>
    list.find((one) => type === undefined || one.type === type)?.id ?? '';
  const ofEvent: Readonly<Partial<Record<Column['of'], CellOf>>> = {
    event: ({ event }) => String(event),
    kind: ({ plain }) => plain.kind,
    eventId: ({ plain }) => plain.eventId ?? '',
    eventTime: ({ plain }) => (form === undefined ? plain.at : writeTime(form, plain.at, plain.offset)),
    offset: ({ plain }) => plain.offset,
    epc: each((epc) => identifier(spell(epc))),
    gtin: each((epc) => keyPart(epc, '01')),
    serial: each((epc) => keyPart(epc, '21')),
    sscc: each((epc) => keyPart(epc, '00')),
    expiry: ({ plain }) => dayIn(form, plain.expiry),
    produced: ({ plain }) => dayIn(form, plain.produced),
    parent: ({ plain }) => (plain.parent === undefined ? '' : identifier(spell(plain.parent))),
    parentSscc: ({ plain }) => keyPart(plain.parent ?? '', '00'),
    bizTransaction: ({ plain }) => typed(plain.transactions?.map((one) => ({ ...one, id: one.bizTransaction }))),
    source: ({ plain }) => typed(plain.sources),
    destination: ({ plain }) => typed(plain.destinations),
    constant: () => value,
  };
  return ofEvent[of] ?? textMember(of);
}

const textMember =
  (of: Column['of']): CellOf =>
  ({ plain }) => {
    const { lot, disposition, readPoint, bizLocation, reason } = plain;
    const members: Readonly<Record<string, string | undefined>> = { lot, disposition, readPoint, bizLocation, reason };
    return members[of] ?? '';
  };

const dayIn = (form: string | undefined, day = ''): string => (form === undefined ? day : (writeDay(form, day) ?? day));

/** The part of a GS1 key under an application identifier; empty where it has none. */
function keyPart(epc: string, ai: string): string {
  const key = canonicalKey(epc);
  const found = key && [key.primary, ...key.qualifiers].find((one) => one.ai === ai);
  return found?.value ?? '';
}
