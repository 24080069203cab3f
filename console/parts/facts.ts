import { element } from './element.ts';
import { words } from './words.ts';

/** The members of a version by name, for people: lists in a line, objects as lines of their members. */
export function facts(content: Readonly<Record<string, unknown>>, order: readonly string[]): HTMLElement {
  const known = order.filter((name) => content[name] !== undefined);
  const others = Object.keys(content).filter((name) => !order.includes(name));
  const rows = [...known, ...others].flatMap((name) => [
    element('dt', {}, words(name)),
    element('dd', {}, ...shown(content[name])),
  ]);
  return element('dl', {}, ...rows);
}

function shown(value: unknown): (HTMLElement | string)[] {
  if (!Array.isArray(value)) return [said(value)];
  if (value.every((one) => typeof one !== 'object')) return [value.map(said).join(', ')];
  return value.map((one) => element('div', {}, said(one)));
}

/** What of a PEM tells it from another, in a line. */
const pem = /-----BEGIN ([A-Z ]+)-----[\s\S]*?(\S{1,12})\s*-----END [A-Z ]+-----\s*/g;

/** One value in a line. */
export function said(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return value.map(said).join('; ') || 'nothing';
  if (typeof value === 'string') return value.replace(pem, '$1 ending in $2');
  if (typeof value !== 'object') return String(value);
  const { level, gtin, quantity, contains, ...others } = Object(value);
  const packed = quantity === undefined ? '' : ` with ${quantity} of ${contains}`;
  const first = level === undefined ? [] : [`${level} ${gtin}${packed}`];
  return [...first, ...Object.entries(others).map(([name, one]) => `${words(name).toLowerCase()} ${said(one)}`)].join(
    ', ',
  );
}
