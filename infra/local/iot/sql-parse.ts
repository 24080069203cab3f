import { Reader } from './sql-reader.ts';
import { filterFault } from './topic.ts';

/** A value of AWS IoT SQL, as far as it is spoken here. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  /** `a.b`: a member of the JSON payload. */
  | { readonly kind: 'member'; readonly path: readonly string[] }
  /** `topic()` or, counting levels from 1, `topic(n)`. */
  | { readonly kind: 'topic'; readonly level: number | undefined }
  | { readonly kind: 'clientid' | 'timestamp' | 'newuuid' }
  /** `encode(*, 'base64')`: the payload whatever it holds. */
  | { readonly kind: 'encoded' };

export type Item =
  | { readonly kind: 'spread' }
  | { readonly kind: 'payload'; readonly as: string }
  | { readonly kind: 'value'; readonly expression: Expression; readonly as: string };

const comparisons = ['=', '<>', '<=', '>=', '<', '>'] as const;
export type Comparison = (typeof comparisons)[number];

export interface Query {
  readonly items: readonly Item[];
  readonly filter: string;
  readonly where: { readonly left: Expression; readonly operator: Comparison; readonly right: Expression } | undefined;
}

/**
 * Reads `SELECT items FROM 'filter' [WHERE a op b]` of AWS IoT SQL (2016-03-23). Items are `*`, `* AS name` and `value [AS name]`; values are literals,
 * payload members, `topic()`, `clientid()`, `timestamp()`, `newuuid()` and `encode(*, 'base64')`. Throws on anything else, saying where it stopped.
 */
export function parseQuery(sql: string): Query {
  const reader = new Reader(sql);
  reader.word('select');
  const items = [readItem(reader)];
  while (reader.take(',')) items.push(readItem(reader));
  reader.word('from');
  const filter = reader.text('a topic filter in quotes');
  const fault = filterFault(filter);
  if (fault !== undefined) throw new Error(`topic filter '${filter}': ${fault}`);
  const where = reader.end() ? undefined : readWhere(reader);
  if (!reader.end()) throw reader.stopped('the end');
  return { items, filter, where };
}

/** Reads a text with `${value}` in it, as actions carry it: plain parts and values in turn. Throws on a value not understood. */
export function parseTemplate(template: string): readonly (string | Expression)[] {
  return template.split(/\$\{([^}]*)\}/).map((part, index) => {
    if (index % 2 === 0) return part;
    const reader = new Reader(part);
    const expression = readExpression(reader);
    if (!reader.end()) throw reader.stopped('the end');
    return expression;
  });
}

function readItem(reader: Reader): Item {
  if (reader.take('*')) return reader.takeWord('as') ? { kind: 'payload', as: reader.name() } : { kind: 'spread' };
  const expression = readExpression(reader);
  if (reader.takeWord('as')) return { kind: 'value', expression, as: reader.name() };
  const own = expression.kind === 'member' ? expression.path.at(-1) : undefined;
  if (own === undefined) throw reader.stopped('AS and a name');
  return { kind: 'value', expression, as: own };
}

function readWhere(reader: Reader): NonNullable<Query['where']> {
  reader.word('where');
  const left = readExpression(reader);
  const operator = reader.take('!=') ? '<>' : comparisons.find((each) => reader.take(each));
  if (operator === undefined) throw reader.stopped(`one of ${comparisons.join(' ')}`);
  return { left, operator, right: readExpression(reader) };
}

function readExpression(reader: Reader): Expression {
  const literal = reader.takeLiteral();
  if (literal !== undefined) return { kind: 'literal', value: literal };
  const path = [reader.name()];
  if (reader.take('(')) return readCall(reader, path.join().toLowerCase());
  while (reader.take('.')) path.push(reader.name());
  return { kind: 'member', path };
}

function readCall(reader: Reader, name: string): Expression {
  const call = callOf(reader, name);
  if (!reader.take(')')) throw reader.stopped(')');
  return call;
}

function callOf(reader: Reader, name: string): Expression {
  if (name === 'clientid' || name === 'timestamp' || name === 'newuuid') return { kind: name };
  if (name === 'topic') {
    const level = reader.takeLiteral();
    if (level === undefined || (Number.isInteger(level) && Number(level) > 0))
      return { kind: 'topic', level: level === undefined ? undefined : Number(level) };
    throw reader.stopped('a level counted from 1');
  }
  if (name === 'encode' && reader.take('*') && reader.take(',') && reader.takeLiteral() === 'base64')
    return { kind: 'encoded' };
  throw reader.stopped(`topic(n), clientid(), timestamp(), newuuid() or encode(*, 'base64'), not ${name}(…)`);
}
