/**
 * Names in an order in which each comes after all it refers to; otherwise the order given is kept. References to names that are not in the map
 * are left to whoever resolves them. Throws on a cycle and names it.
 */
export function creationOrder(references: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const order: string[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (name: string) => {
    if (done.has(name)) return;
    if (path.includes(name)) throw new Error(`circular: ${[...path.slice(path.indexOf(name)), name].join(' → ')}`);
    path.push(name);
    for (const reference of references.get(name) ?? []) if (references.has(reference)) visit(reference);
    path.pop();
    done.add(name);
    order.push(name);
  };
  for (const name of references.keys()) visit(name);
  return order;
}
