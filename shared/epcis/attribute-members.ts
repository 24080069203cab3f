/**
 * What JSON-LD 1.1 reads as its own when it has an `@`: the keywords, and those that a later version could make of the
 * words of its context definitions.
 */
const keyword =
  /^_*(?:base|container|context|direction|graph|id|import|included|index|json|language|list|nest|none|prefix|propagate|protected|reverse|set|type|value|version|vocab)$/;

/**
 * The member that an attribute of an extension becomes: `@name`. A name that would make a keyword of JSON-LD gets a `_`
 * before it: an attribute `context` must not make a receiver fetch what it names. `name`: as the model has it, `local` or
 * `prefix:local`.
 */
export const attributeMember = (name: string): string => (keyword.test(name) ? `@_${name}` : `@${name}`);

/** The attribute that a member with an `@` stands for. */
export function attributeName(member: string): string {
  const name = member.slice(1);
  return name.startsWith('_') && keyword.test(name) ? name.slice(1) : name;
}
