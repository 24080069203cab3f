import { element } from './element.ts';
import { said } from './said-value.ts';
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
