import * as v from 'valibot';
import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { isJsonObject, type Json } from '../../wire/json.ts';
import { xmlOutput, xmlText } from '../../wire/write-xml.ts';
import { type ControlHeader, controlHeader, families, type Message } from './families.ts';
import { elementOf, type Plan, planOf } from './plan.ts';

export const EXCHANGE = 'urn:seriate:exchange:1';
export const VERSION = '1.0';

/** The element of a family: `serial-request` is `SerialRequest`. */
export const elementOfFamily = (family: string): string => family.split('-').map(elementOf).join('');

export const headerPlan = planOf(controlHeader);
export const familyPlans = new Map(Object.entries(families).map(([family, shape]) => [family, planOf(shape)]));

/** Writes messages under one control header, if they have the shapes of their families: what cannot be read is not written. `at` of a refusal is a JSON pointer into the messages. */
export function writeExchange(header: ControlHeader, messages: readonly Message[]): string | Refusal {
  const out = xmlOutput({ indent: true, depth: 0 });
  const write = (element: string, value: Json | undefined, plan: Plan): Refusal | undefined => {
    if (value === undefined) return undefined;
    if (plan.kind === 'group') {
      if (!isJsonObject(value)) return misshapen(element);
      out.open(element);
      for (const [member, inner] of plan.members) {
        const wrong = write(elementOf(member), value[member], inner);
        if (wrong !== undefined) return { ...wrong, at: `/${member}${wrong.at ?? ''}` };
      }
      out.close(element);
      return undefined;
    }
    if (plan.kind === 'list') {
      if (!Array.isArray(value)) return misshapen(element);
      out.open(element);
      for (const [index, item] of value.entries()) {
        const wrong = write(plan.element, item, plan.item);
        if (wrong !== undefined) return { ...wrong, at: `/${index}${wrong.at ?? ''}` };
      }
      out.close(element);
      return undefined;
    }
    const text = xmlText(String(value));
    if (isRefusal(text)) return text;
    out.leaf(element, text);
    return undefined;
  };
  for (const [index, { family, content }] of messages.entries()) {
    const read = v.safeParse(families[family], content);
    if (!read.success) return unreadable(family, index, read.issues[0]);
  }
  out.open('SerialExchange', ` xmlns="${EXCHANGE}" version="${VERSION}"`);
  const wrongHeader = write('ControlHeader', header, headerPlan);
  if (wrongHeader !== undefined) return { ...wrongHeader, at: `/header${wrongHeader.at ?? ''}` };
  for (const [index, { family, content }] of messages.entries()) {
    const plan = familyPlans.get(family);
    const wrong = plan === undefined ? misshapen(family) : write(elementOfFamily(family), asJson(content), plan);
    if (wrong !== undefined) return { ...wrong, at: `/messages/${index}${wrong.at ?? ''}` };
  }
  out.close('SerialExchange');
  return `<?xml version="1.0" encoding="UTF-8"?>${out.take()}\n`;
}

const unreadable = (family: string, index: number, { path, message }: v.BaseIssue<unknown>): Refusal =>
  refuse('unsupported', `${family}: ${message}`, {
    at: `/messages/${index}${(path ?? []).map(({ key }) => `/${String(key)}`).join('')}`,
    rule: 'Seriate exchange 1.0, docs/partners-mapping.md',
    remedy: 'leave such events out ("select" of the mapping), or take an EPCIS format',
  });

/** Contents are made of texts, numbers, flags, lists and groups, absent members among them. */
const asJson = (content: object): Json => JSON.parse(JSON.stringify(content));

const misshapen = (what: string): Refusal => refuse('malformed', `${what} does not have the shape of its family`);
