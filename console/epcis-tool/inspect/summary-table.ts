import { printable } from '../problems/problem.ts';
import { amount } from '../terminal/amount.ts';
import type { DocumentSummary } from './document-summary.ts';

type Row = readonly [label: string, text: string];
type Counts = readonly (readonly [name: string, count: number])[];

/** Names to show of each kind; `--json` has them all. */
const MOST = 12;

/** The summary for a person: a label, then what is there. What is not there has no row. */
export function summaryTable(summary: DocumentSummary): string {
  const rows = [...headRows(summary), ...eventRows(summary), ...contentRows(summary)].filter(([, text]) => text !== '');
  const width = Math.max(...rows.map(([label]) => label.length)) + 2;
  const table = rows.map(([label, text], index) => {
    const shownLabel = label === rows[index - 1]?.[0] ? '' : label;
    return `  ${shownLabel.padEnd(width)}${printable(text)}`;
  });
  return `${printable(summary.file)}\n${table.join('\n')}\n`;
}

function unread({ bytes, syntax }: DocumentSummary): string {
  if (bytes === 0) return 'empty';
  return syntax === undefined ? 'neither XML nor JSON' : 'not to be read to its end';
}

function headRows(one: DocumentSummary): Row[] {
  const version = one.schemaVersion === undefined ? '' : ` ${one.schemaVersion}`;
  const spelled = [one.syntax?.toUpperCase(), one.encoding].filter((part) => part !== undefined).join(', ');
  return [
    ['form', `${one.form ?? unread(one)}${version}${spelled === '' ? '' : ` (${spelled})`}`],
    ['size', amount(one.bytes)],
    ['created', one.creationDate ?? ''],
    ['sender', one.sender ?? ''],
    ['receiver', one.receiver ?? ''],
    ['instance', one.instanceIdentifier ?? ''],
    ['query', [one.queryName, one.subscriptionID].filter((part) => part !== undefined).join(', ')],
  ];
}

function eventRows(one: DocumentSummary): Row[] {
  const refused = one.refused === 0 ? '' : `, and ${count(one.refused)} that cannot be read (validate tells why)`;
  const corrections = one.errorDeclarations === 0 ? '' : `, of which ${count(one.errorDeclarations)} declare an error`;
  return [
    ['events', `${count(one.events)}${corrections}${refused}`],
    ['types', counts(one.types)],
    ['actions', counts(one.actions)],
    ['business steps', counts(one.bizSteps)],
    ['dispositions', counts(one.dispositions)],
    ['time', one.eventTime === undefined ? '' : `${one.eventTime.first} to ${one.eventTime.last}`],
  ];
}

function contentRows(one: DocumentSummary): Row[] {
  const each = one.hierarchy.map(({ parent, child, parents, children, childrenEach }): Row => {
    const sizes = shown(childrenEach, ([size, times]) => `${count(size)} in ${count(times)}`);
    return ['packed', `${count(children)} ${child} into ${count(parents)} ${parent} (${sizes})`];
  });
  return [
    ...one.identifiers.map((row): Row => ['identifiers', identifierText(row)]),
    ['lots', counts(one.lots)],
    ['expiry dates', counts(one.expiryDates)],
    ...each,
    ...[...one.extensions, ...(one.headExtensions ?? [])].map(
      ({ namespace, names }): Row => ['extensions', `${namespace === '' ? '(none)' : namespace}  ${counts(names)}`],
    ),
    ...(one.masterData ?? []).map(
      ({ vocabulary, elements }): Row => ['master data', `${vocabulary} ${count(elements)}`],
    ),
  ];
}

function identifierText(row: DocumentSummary['identifiers'][number]): string {
  const different = `${row.atLeast ? 'more than ' : ''}${count(row.distinct)} ${row.scheme}`;
  const mentions = row.mentions === row.distinct ? '' : `, ${count(row.mentions)} mentions`;
  const spellings = row.spellings.filter(([spelling]) => spelling !== 'other').map(([spelling]) => spelling);
  const as = spellings.length === 0 ? '' : ` as ${spellings.join(' and ')}`;
  const prefixes = row.companyPrefixes.length === 0 ? '' : `; company prefixes ${counts(row.companyPrefixes)}`;
  return `${different}${mentions}${as}${prefixes}`;
}

const count = (number: number) => number.toLocaleString('en');

const counts = (rows: Counts) => shown(rows, ([name, times]) => `${name} ${count(times)}`);

function shown<T>(rows: readonly T[], text: (row: T) => string): string {
  const more = rows.length > MOST ? `, and ${count(rows.length - MOST)} more` : '';
  return rows.slice(0, MOST).map(text).join(', ') + more;
}
