import { isRefusal } from '../../../refusal.ts';
import { type Element, isNext, unexpected, wrong } from './element.ts';

interface Limits<T> {
  /** 1 when absent. */
  readonly least?: number;
  /** As many as there are when absent. */
  readonly most?: number;
  /** What may stand once among all of them; nothing when absent. */
  readonly once?: (value: T) => readonly string[];
}

/** Elements one after the other, as many as the schema lets. */
export function many<T>(inner: Element<T>, limits: Limits<T> = {}): Element<readonly T[]> {
  return {
    begins: inner.begins,
    write: (name, values, at, out) => {
      for (const [i, value] of values.entries()) {
        const refused = inner.write(name, value, `${at}/${i}`, out);
        if (refused !== undefined) return refused;
      }
      return problem(values, limits, at);
    },
    read: (name, cursor, at) => {
      const values: T[] = [];
      while (isNext(inner, name, cursor)) {
        const value = inner.read(name, cursor, `${at}/${values.length}`);
        if (isRefusal(value)) return value;
        values.push(value);
      }
      if (values.length < (limits.least ?? 1)) return unexpected(cursor, at, inner.begins(name));
      return problem(values, limits, at) ?? values;
    },
  };
}

function problem<T>(values: readonly T[], { least = 1, most, once }: Limits<T>, at: string) {
  if (values.length < least) return wrong(at, 'the list is empty');
  if (most !== undefined && values.length > most) return wrong(at, `${values.length} stand where ${most} may`);
  const seen = new Set<string>();
  for (const [i, value] of once === undefined ? [] : values.entries())
    for (const name of once?.(value) ?? []) {
      if (seen.has(name)) return wrong(`${at}/${i}`, `${name} stands twice`, 'name each once');
      seen.add(name);
    }
  return undefined;
}
