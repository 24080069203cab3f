import * as v from 'valibot';

/** A named query: which events matter (EPCIS 2.0 §8.2.7.1). */
export const namedQuery = v.looseObject({ name: v.string(), query: v.record(v.string(), v.unknown()) });
export type NamedQuery = v.InferOutput<typeof namedQuery>;

export const queryAt = (name: string): string => `/epcis/queries/${encodeURIComponent(name)}`;

export const subscription = v.looseObject({
  subscriptionID: v.string(),
  dest: v.optional(v.string()),
  createdAt: v.string(),
  lastNotifiedAt: v.optional(v.string()),
  schedule: v.optional(v.record(v.string(), v.string())),
  state: v.string(),
  failure: v.optional(v.string()),
});
export type Subscription = v.InferOutput<typeof subscription>;

/** Its parameters, each with its value in words. */
export const parametersOf = ({ query }: NamedQuery): readonly (readonly [string, string])[] =>
  Object.entries(query)
    .filter(([name]) => name !== '@context')
    .map(([name, value]) => [name, textOf(value)] as const);

const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.map(textOf).join(' | ') : typeof value === 'string' ? value : JSON.stringify(value);

const order = ['month', 'dayOfMonth', 'dayOfWeek', 'hour', 'minute', 'second'];

/** A schedule in one line, the widest field first. */
export function scheduleText(schedule: Readonly<Record<string, string>>): string {
  const fields = order.flatMap((name) => (schedule[name] === undefined ? [] : [`${name} ${schedule[name]}`]));
  return `${fields.join(', ')} (UTC)`;
}
