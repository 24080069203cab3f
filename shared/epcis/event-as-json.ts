import type { JsonObject } from '../wire/json.ts';
import type { EpcisEvent } from './event.ts';

/** The same event, as a tree to read. Events are made of JSON only, which an interface cannot say. */
export function eventAsJson(event: EpcisEvent): JsonObject {
  return isTree(event) ? event : {};
}

/** The same for other parts of a document: they too are made of JSON only. */
export const treeOf = (part: object): JsonObject => (isTree(part) ? part : {});

/** The event that a checked tree is. Only for trees that passed the reader, or were made from an event by respelling texts. */
export function jsonAsEvent(tree: JsonObject): EpcisEvent {
  if (isEvent(tree)) return tree;
  throw new TypeError('a tree without a type is no event');
}

const isTree = (event: object): event is JsonObject => typeof event === 'object';
const isEvent = (tree: object): tree is EpcisEvent => 'type' in tree && typeof tree.type === 'string';
