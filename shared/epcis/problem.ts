import { type Refusal, refuse } from '../refusal.ts';
import { pointerStep } from '../wire/json-pointer.ts';

/** What is wrong with a value, before it is known where the value stands. */
export interface Problem {
  /** JSON pointer from the value that was looked at. */
  readonly path: string;
  readonly detail: string;
  readonly rule: string;
  readonly remedy?: string;
}

export const JSON_BINDING = 'EPCIS 2.0 JSON/JSON-LD binding';

/** A problem with the value itself. */
export function problem(detail: string, rule: string, remedy?: string): Problem {
  return { path: '', detail, rule, ...(remedy === undefined ? {} : { remedy }) };
}

/** True for a problem, where the other arm of the union is some object. */
export const isProblem = (value: object): value is Problem => 'path' in value && 'detail' in value;

/** The same problem, seen from the holder of the value. Pointers are made on the way up, so a sound value costs none. */
export function under(name: string | number, inner: Problem): Problem {
  return { ...inner, path: pointerStep(name) + inner.path };
}

/** The refusal for a problem with the value at `base`. */
export function refusalOf({ path, detail, rule, remedy }: Problem, base = ''): Refusal {
  return refuse('malformed', detail, { at: base + path, rule, ...(remedy === undefined ? {} : { remedy }) });
}
