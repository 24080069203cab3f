import type { Comparison, Expression, Item, Query } from './sql-parse.ts';

/** A publish as a rule sees it. */
export interface Message {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** Undefined when it came over HTTP. */
  readonly clientId: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly newUuid: () => string;
}

/** The payload is not what the statement needs: the rule's actions do not run. */
export class SqlFailure extends Error {}

/**
 * What a query makes of a message whose topic its filter takes: the payload for the actions, or undefined when WHERE does not hold.
 * Throws `SqlFailure` when `* AS name` meets a payload that is not JSON; encode(*, 'base64') takes any.
 * A payload that is not a JSON object passes `*` as it is, and nothing can be added to it.
 */
export function evaluate({ items, where }: Query, message: Message): Uint8Array | undefined {
  const payload = jsonOf(message.payload);
  const valueIn = (expression: Expression) => valueOfExpression(expression, message, payload);
  if (where && !holds(valueIn(where.left), where.operator, valueIn(where.right))) return undefined;
  const alone = items.length === 1 && items[0]?.kind === 'spread';
  const closed = message.payload.length > 0 && !isObject(payload?.value);
  if (items.some(({ kind }) => kind === 'spread') && (alone || closed)) return message.payload;
  const members = new Map(items.flatMap((item) => membersOf(item, payload, message, valueIn)));
  const texts = [...members].map(([name, text]) => `${JSON.stringify(name)}:${text}`);
  return Buffer.from(`{${texts.join(',')}}`);
}

/** Fills in a template of `parseTemplate`; a value that is undefined leaves nothing, as text it stands without quotes. */
export function fillTemplate(template: readonly (string | Expression)[], message: Message): string {
  const payload = jsonOf(message.payload);
  return template
    .map((part) => {
      const value = typeof part === 'string' ? part : valueOfExpression(part, message, payload);
      return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
    })
    .join('');
}

/** A payload that is JSON. The text is kept so that numbers travel digit by digit. */
interface Json {
  readonly text: string;
  readonly value: unknown;
}

function jsonOf(payload: Uint8Array): Json | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(payload);
    return { text, value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Names and JSON texts that an item contributes; the later of two with one name wins. */
function membersOf(
  item: Item,
  payload: Json | undefined,
  message: Message,
  valueIn: (expression: Expression) => unknown,
): [string, string][] {
  if (item.kind === 'spread')
    return isObject(payload?.value)
      ? Object.entries(payload.value).map(([name, value]) => [name, JSON.stringify(value)])
      : [];
  if (item.kind === 'payload') {
    if (message.payload.length === 0) return [];
    if (payload === undefined) throw new SqlFailure(`the payload is not JSON, so * AS ${item.as} has no value`);
    return [[item.as, payload.text]];
  }
  const text = JSON.stringify(valueIn(item.expression));
  return text === undefined ? [] : [[item.as, text]];
}

function valueOfExpression(expression: Expression, message: Message, payload: Json | undefined): unknown {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'member':
      return expression.path.reduce(memberOf, payload?.value);
    case 'topic':
      return expression.level === undefined ? message.topic : message.topic.split('/')[expression.level - 1];
    case 'clientid':
      return message.clientId ?? 'n/a';
    case 'timestamp':
      return message.at;
    case 'newuuid':
      return message.newUuid();
    case 'encoded':
      return Buffer.from(message.payload).toString('base64');
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const memberOf = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** Numbers compare with numeric texts, texts with texts; everything else, and anything undefined, does not hold. */
function holds(left: unknown, operator: Comparison, right: unknown): boolean {
  if (left === undefined || right === undefined) return false;
  if (typeof left === 'number' || typeof right === 'number') return ordered(numberOf(left), operator, numberOf(right));
  if (typeof left === 'string' && typeof right === 'string') return ordered(left, operator, right);
  if (operator === '=') return JSON.stringify(left) === JSON.stringify(right);
  return operator === '<>' && JSON.stringify(left) !== JSON.stringify(right);
}

const numberOf = (value: unknown): number =>
  typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : Number.NaN;

function ordered<Value extends number | string>(left: Value, operator: Comparison, right: Value): boolean {
  if (operator === '=') return left === right;
  if (operator === '<>') return left !== right;
  if (operator === '<') return left < right;
  if (operator === '>') return left > right;
  return operator === '<=' ? left <= right : left >= right;
}
