import type { schemaOf } from './describe-route.ts';

type Schema = ReturnType<typeof schemaOf> | boolean;

/** Deeper than this the OpenAPI document has to be read. */
const DEEPEST = 3;

/** The members of a shape in Markdown, one a line, each with what is inside it. */
export function members(schema: Schema, depth = 0): string[] {
  if (typeof schema === 'boolean' || depth > DEEPEST) return [];
  const indent = '  '.repeat(depth);
  const several = schema.anyOf ?? schema.oneOf;
  if (several !== undefined)
    return several.flatMap((one) => [`${indent}- ${kindOf(one)}:`, ...members(one, depth + 1)]);
  const { items, properties = {}, required = [] } = schema;
  if (items !== undefined) return [items].flat().flatMap((one) => members(one, depth));
  return Object.entries(properties).flatMap(([name, of]) => {
    const mark = required.includes(name) ? '' : ' (may be absent)';
    const told = typeof of === 'object' && of.description !== undefined ? `: ${of.description}` : '';
    return [`${indent}- \`${name}\`${mark} ${typeOf(of)}${told}`, ...members(of, depth + 1)];
  });
}

/** Which of several shapes it is, by its first member. */
function kindOf(schema: Schema): string {
  const [[name, of] = ['', true]] = Object.entries((typeof schema === 'object' && schema.properties) || {});
  return `\`${name}\` ${typeOf(of)}`;
}

function typeOf(schema: Schema): string {
  if (typeof schema === 'boolean') return 'anything';
  const { type, enum: words, items } = schema;
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (words !== undefined) return words.map((word) => `\`${JSON.stringify(word)}\``).join(', ');
  if (items !== undefined) return `list of ${[items].flat().map(typeOf).join(', ')}`;
  if (schema.anyOf ?? schema.oneOf) return 'one of';
  return [type ?? 'anything'].flat().join(' or ');
}
