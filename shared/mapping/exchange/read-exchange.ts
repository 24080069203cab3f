import * as v from 'valibot';
import { isRefusal, type Refusal } from '../../refusal.ts';
import type { Json } from '../../wire/json.ts';
import { refuseXml } from '../../wire/refuse-xml.ts';
import type { XmlPlace } from '../../wire/xml-place.ts';
import { type ControlHeader, controlHeader, exchangeKinds, families, type Message } from './families.ts';
import { type PlacedTree, placedTree } from './placed-tree.ts';
import { elementOf, type Plan } from './plan.ts';
import { EXCHANGE, elementOfFamily, familyPlans, headerPlan, VERSION } from './write-exchange.ts';

const rule = 'Seriate exchange 1.0, docs/partners-mapping.md';
/** Problems that are told of one document. */
const MOST_TOLD = 20;

/** A document of messages. */
export interface Exchange {
  readonly header: ControlHeader;
  readonly messages: readonly Message[];
}

/** Reads messages under their control header; or all that is wrong with one of them, with line and column. */
export function readExchange(text: string): Exchange | Refusal[] {
  const root = placedTree(text);
  if (isRefusal(root)) return [root];
  const wrongRoot = rootFault(root);
  if (wrongRoot !== undefined) return [wrongRoot];
  const [first, ...others] = root.children;
  if (first === undefined || first.local !== 'ControlHeader')
    return [fault('ControlHeader comes first', root.at, root.local, 'say sender, receiver, number, date and time')];
  if (others.length === 0) return [fault('there is no message behind the control header', root.at, root.local)];
  const header = readOne(first, headerPlan, controlHeader);
  if (Array.isArray(header)) return header;
  const messages: Message[] = [];
  for (const element of others) {
    const message = readMessage(element);
    if (Array.isArray(message)) return message;
    messages.push(message);
  }
  return { header, messages };
}

function rootFault({ local, namespace, at, attributes }: PlacedTree): Refusal | undefined {
  if (local !== 'SerialExchange' || namespace !== EXCHANGE)
    return fault(
      `the document is ${namespace === '' ? local : `{${namespace}}${local}`}, SerialExchange of ${EXCHANGE} is agreed`,
      at,
      local,
    );
  const version = attributes.get('version');
  return version === VERSION
    ? undefined
    : fault(`the version is ${version ?? 'not told'}`, at, local, `say version="${VERSION}"`);
}

function readMessage(element: PlacedTree): Message | Refusal[] {
  const family = exchangeKinds.find((one) => elementOfFamily(one) === element.local);
  const plan = family && familyPlans.get(family);
  if (family === undefined || plan === undefined)
    return [
      fault(
        `${element.local} is no message`,
        element.at,
        element.local,
        `messages are ${exchangeKinds.map(elementOfFamily).join(', ')}`,
      ),
    ];
  const content = readOne(element, plan, families[family]);
  if (Array.isArray(content)) return content;
  const message: unknown = { family, content };
  if (isMessage(message)) return message;
  return [fault(`${element.local} cannot be read`, element.at, element.local)];
}

/** Family and content were read by one row of the table. */
const isMessage = (value: unknown): value is Message =>
  typeof value === 'object' && value !== null && 'family' in value && 'content' in value;

function readOne<Shape extends v.GenericSchema<unknown, object>>(
  element: PlacedTree,
  plan: Plan,
  shape: Shape,
): v.InferOutput<Shape> | Refusal[] {
  const value = said(element, plan, `/${element.local}`);
  if (isFault(value)) return [value.fault];
  const read = v.safeParse(shape, value.value);
  if (read.success) return read.output;
  return read.issues.slice(0, MOST_TOLD).map(({ path = [], message }) => {
    const steps = path.map(({ key }) => String(key));
    const found = placeOf(element, plan, steps);
    const missing = steps.length > found.steps;
    const name = elementOf(steps.at(-1) ?? element.local);
    return fault(missing ? `${name} is missing` : `${name} ${message}`, found.at, found.path);
  });
}

type Value = { readonly value: Json } | { readonly fault: Refusal };
const isFault = (value: Value): value is { readonly fault: Refusal } => 'fault' in value;

/** What an element says by its plan. */
function said(element: PlacedTree, plan: Plan, path: string): Value {
  if (plan.kind === 'list') return listOf(element, plan, path);
  if (plan.kind === 'group') return groupOf(element, plan, path);
  const [inner] = element.children;
  if (inner !== undefined)
    return { fault: fault(`${inner.local} does not belong in ${element.local}`, inner.at, path) };
  const text = element.text.trim();
  if (plan.kind === 'text') return { value: text };
  if (plan.kind === 'flag')
    return text === 'true' || text === 'false'
      ? { value: text === 'true' }
      : { fault: fault(`${element.local} is neither true nor false`, element.at, path) };
  return /^-?\d{1,15}$/.test(text)
    ? { value: Number(text) }
    : { fault: fault(`${element.local} is no whole number`, element.at, path) };
}

function listOf(element: PlacedTree, plan: Extract<Plan, { kind: 'list' }>, path: string): Value {
  if (element.text.trim() !== '')
    return {
      fault: fault(`text stands in ${element.local}`, element.at, path, `put every entry into ${plan.element}`),
    };
  const values: Json[] = [];
  for (const [index, child] of element.children.entries()) {
    if (child.local !== plan.element)
      return {
        fault: fault(
          `${child.local} does not belong in ${element.local}`,
          child.at,
          path,
          `only ${plan.element} may stand there`,
        ),
      };
    const value = said(child, plan.item, `${path}/${child.local}[${index + 1}]`);
    if (isFault(value)) return value;
    values.push(value.value);
  }
  return { value: values };
}

function groupOf(element: PlacedTree, plan: Extract<Plan, { kind: 'group' }>, path: string): Value {
  if (element.text.trim() !== '') return { fault: fault(`text stands in ${element.local}`, element.at, path) };
  const members = new Map<string, Json>();
  for (const child of element.children) {
    const member = child.namespace === EXCHANGE ? plan.names.get(child.local) : undefined;
    const inner = member === undefined ? undefined : plan.members.get(member);
    if (member === undefined || inner === undefined)
      return {
        fault: fault(
          `${child.local} does not belong in ${element.local}`,
          child.at,
          path,
          `there are ${[...plan.names.keys()].join(', ')}`,
        ),
      };
    if (members.has(member)) return { fault: fault(`${child.local} stands twice in ${element.local}`, child.at, path) };
    const value = said(child, inner, `${path}/${child.local}`);
    if (isFault(value)) return value;
    members.set(member, value.value);
  }
  return { value: Object.fromEntries(members) };
}

/** The element at the end of a path of members, or the last that there is, with how many steps lead to it. */
function placeOf(element: PlacedTree, plan: Plan, steps: readonly string[]) {
  let [here, of, path, taken]: [PlacedTree, Plan, string, number] = [element, plan, `/${element.local}`, 0];
  for (const step of steps) {
    const next =
      of.kind === 'list' ? here.children[Number(step)] : here.children.find(({ local }) => local === elementOf(step));
    const inner = of.kind === 'list' ? of.item : of.kind === 'group' ? of.members.get(step) : undefined;
    if (next === undefined || inner === undefined) break;
    path += `/${next.local}${of.kind === 'list' ? `[${Number(step) + 1}]` : ''}`;
    [here, of] = [next, inner];
    taken++;
  }
  return { at: here.at, path, steps: taken };
}

const fault = (
  detail: string,
  at: XmlPlace,
  path: string,
  remedy = 'mend the element; docs/partners-mapping.md describes all',
): Refusal => refuseXml('malformed', detail, at, { path: path.startsWith('/') ? path : `/${path}`, rule, remedy });
