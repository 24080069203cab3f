import type { Json, JsonObject } from '../../wire/json.ts';

/** False for null and for an empty list, which say nothing in JSON-LD. */
export const says = (value: Json | undefined): value is Json =>
  value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);

/** The same part of the model, as a tree to read. Its interfaces are made of JSON only, which they cannot say. */
export const treeOf = (part: object | undefined): JsonObject => (part !== undefined && isTree(part) ? part : {});

const isTree = (part: object): part is JsonObject => !Array.isArray(part);
