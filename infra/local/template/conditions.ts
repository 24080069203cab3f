/**
 * Answers a template's conditions by name, each evaluated once. `evaluate` is handed the condition's expression. Throws on an unknown name and
 * on conditions that rest on each other.
 */
export function conditionsOf(
  stack: string,
  declared: Readonly<Record<string, unknown>>,
  evaluate: (expression: unknown, place: string) => unknown,
): (name: string) => boolean {
  const known = new Map<string, boolean>();
  const open = new Set<string>();
  return (name) => {
    const place = `${stack}/Conditions/${name}`;
    const answered = known.get(name);
    if (answered !== undefined) return answered;
    if (!Object.hasOwn(declared, name)) throw new Error(`${place}: there is no such condition`);
    if (open.has(name)) throw new Error(`${place}: rests on itself`);
    open.add(name);
    const value = evaluate(declared[name], place) === true;
    known.set(name, value);
    return value;
  };
}
