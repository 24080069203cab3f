import type { Message } from '#shared/epcis/message.ts';
import { captureJobJson } from '#shared/epcis/write-capture-job.ts';
import { isExactNumber, literalOf } from '#shared/wire/exact-number.ts';
import type { Json } from '#shared/wire/json.ts';
import type { Bytes } from '../input/read-input.ts';
import { printable } from '../problems/problem.ts';
import { amount } from '../terminal/amount.ts';

/** Texts of a list, and errors of a job, to show; `--json` has them all. */
const MOST = 12;

/** What a query or a capture job says, for a program: one object. */
export const messageJson = (file: string, message: Message, about: Bytes): string =>
  `${JSON.stringify({ file, readable: true, ...about, message: message.is, ...told(message) })}\n`;

const told = (message: Message): object => (message.is === 'query' ? message.query : captureJobJson(message.job));

/** The same for a person: a label, then what is there. */
export function messageTable(file: string, message: Message, about: Bytes): string {
  const form = message.is === 'query' ? 'a query to a repository' : 'the state of a capture';
  const spelled = [about.syntax?.toUpperCase(), about.encoding].filter((part) => part !== undefined).join(', ');
  const rows = [
    ['form', `${form} (${spelled})`],
    ['size', amount(about.bytes)],
    ...rowsOf(message),
    ['events', '0'],
  ] as const;
  const width = Math.max(...rows.map(([label]) => label.length)) + 2;
  const table = rows.map(([label, text]) => `  ${printable(label).padEnd(width)}${printable(text)}`);
  return `${printable(file)}\n${table.join('\n')}\n`;
}

type Row = readonly [label: string, text: string];

function rowsOf(message: Message): Row[] {
  if (message.is === 'query') {
    const { queryName, params } = message.query;
    const asked = Object.entries(params).map(([name, value]): Row => [name, shown(value)]);
    return [['query', queryName], ...asked];
  }
  const { errors, ...rest } = captureJobJson(message.job);
  const each = (Array.isArray(errors) ? errors : []).map((error): Row => ['error', shown(error)]);
  const more: Row[] = each.length > MOST ? [['errors', `and ${each.length - MOST} more`]] : [];
  return [...Object.entries(rest).map(([name, value]): Row => [name, shown(value)]), ...each.slice(0, MOST), ...more];
}

function shown(value: Json | readonly string[]): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || isExactNumber(value)) return literalOf(value);
  if (!Array.isArray(value)) return JSON.stringify(value);
  const more = value.length > MOST ? `, and ${value.length - MOST} more` : '';
  return value.slice(0, MOST).map(String).join(', ') + more;
}
