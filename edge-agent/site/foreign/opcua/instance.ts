import type { UAObject } from 'node-opcua-address-space';
import { Variant } from 'node-opcua-client';
import type { Bound } from './bound.ts';

/** Adds an object of one of the standard's types, with those of its optional parts that are named. */
export function add(
  { space, namespace }: Bound,
  folder: UAObject,
  name: string,
  type: string,
  optionals: readonly string[],
): UAObject {
  const found = space.findObjectType(type, namespace);
  if (found === null) throw new Error(`the model has no ${type}`);
  return found.instantiate({
    organizedBy: folder,
    nodeId: `s=${name}`,
    browseName: name,
    optionals: [...optionals],
    namespace: space.getOwnNamespace(),
  });
}

/** Gives a property its value, or what reads it anew each time. */
export function set(
  { namespace }: Pick<Bound, 'namespace'>,
  object: UAObject,
  name: string,
  value: Variant | (() => Variant),
): void {
  const property = object.getPropertyByName(name, namespace);
  if (property === null) throw new Error(`the model has no ${name}`);
  if (value instanceof Variant) property.setValueFromSource(value);
  else property.bindVariable({ get: value }, true);
}
