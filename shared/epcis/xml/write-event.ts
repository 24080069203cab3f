import type { Refusal } from '../../refusal.ts';
import type { JsonObject } from '../../wire/json.ts';
import { xmlOutput } from '../../wire/write-xml.ts';
import type { EpcisEvent } from '../event.ts';
import { eventAsJson } from '../event-as-json.ts';
import type { Definitions } from '../prefixes.ts';
import { extensionAttributes } from './write-attributes.ts';
import { writeExtensions } from './write-extension.ts';
import { fields } from './write-fields.ts';
import { declarations } from './write-names.ts';
import { isStandardType, type Layout, layoutOf, type Step } from './write-order.ts';
import { type RootNamespaces, tooManyNamespaces } from './write-root.ts';
import { misshapen, type Style, type Target, targetOf, within } from './write-target.ts';
import { says } from './write-tree.ts';

/** One event with the elements around it, `depth` levels below the outside; leads with a line break. */
export function writeEvent(
  event: EpcisEvent,
  depth: number,
  definitions: Definitions,
  root: RootNamespaces,
  options: Style,
): string | Refusal {
  const layout = layoutOf(event.type, options.version);
  const to = targetOf(definitions, root, options, { depth: depth + layout.inside.length + 1 });
  const tree = eventAsJson(event);
  const name = isStandardType(event.type) ? event.type : to.names.qualified(event.type);
  if (typeof name !== 'string') return within('type', name);
  const attributes = extensionAttributes(tree, to);
  if (typeof attributes !== 'string') return attributes;
  const wrong = writeContent(tree, layout, to);
  if (wrong !== undefined) return wrong;
  if (!root.admits(to.names.own())) return tooManyNamespaces;
  // What the event declares is known only now that its names are written.
  const frame = xmlOutput({ indent: options.indent ?? false, depth });
  for (const element of layout.inside) frame.open(element);
  frame.open(name, declarations(to.names.own()) + attributes);
  frame.insert(to.out.take());
  frame.close(name);
  for (const element of layout.inside.toReversed()) frame.close(element);
  return options.indent ? frame.take() : `\n${frame.take()}`;
}

/** Standard members at their places, then what others added. */
function writeContent(event: JsonObject, layout: Layout, to: Target): Refusal | undefined {
  const stray = Object.keys(event).find((name) => isStray(name, layout) && says(event[name]));
  if (stray !== undefined) return within(stray, misshapen(`"${stray}" is no member of ${event['type']}`));
  return writeSteps(event, layout.steps, layout, to) ?? writeExtensions(event, to);
}

const isStray = (name: string, { members }: Layout): boolean =>
  !members.has(name) && !name.includes(':') && name !== 'type' && name !== '@context';

function writeSteps(event: JsonObject, steps: readonly Step[], layout: Layout, to: Target): Refusal | undefined {
  for (const step of steps) {
    if (typeof step === 'string') {
      const wrong = writeMember(event, step, layout, to);
      if (wrong !== undefined) return within(step, wrong);
    } else if (step.members.some((name) => says(event[name]))) {
      to.out.open(step.element);
      const wrong = writeSteps(event, step.steps, layout, to);
      if (wrong !== undefined) return wrong;
      to.out.close(step.element);
    }
  }
  return undefined;
}

function writeMember(event: JsonObject, name: string, layout: Layout, to: Target): Refusal | undefined {
  const value = event[name];
  if (says(value)) return fields.get(name)?.(name, value, to);
  // An empty epcList beside sensor data says that the readings are of no object (EPCIS 2.0 §7.4.2).
  if (layout.required === name || (name === 'epcList' && Array.isArray(value))) to.out.leaf(name, '');
  return undefined;
}
