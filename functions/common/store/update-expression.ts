/** Parameters of an update that sets attributes (those in `keep` only when absent) and removes others. */
export function updateExpression(
  set: Record<string, unknown>,
  remove: readonly string[] = [],
  keep: readonly string[] = [],
) {
  const entries = Object.entries(set);
  const name = (attribute: string) => `#${attribute}`;
  const assign = ([attribute]: [string, unknown]) =>
    keep.includes(attribute)
      ? `${name(attribute)} = if_not_exists(${name(attribute)}, :${attribute})`
      : `${name(attribute)} = :${attribute}`;
  const removal = remove.length === 0 ? '' : ` REMOVE ${remove.map(name).join(', ')}`;
  return {
    UpdateExpression: `SET ${entries.map(assign).join(', ')}${removal}`,
    ExpressionAttributeNames: Object.fromEntries(
      [...entries.map(([attribute]) => attribute), ...remove].map((a) => [name(a), a]),
    ),
    ExpressionAttributeValues: Object.fromEntries(entries.map(([attribute, value]) => [`:${attribute}`, value])),
  };
}
