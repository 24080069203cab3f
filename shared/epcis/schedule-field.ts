const bounds = {
  second: [0, 59],
  minute: [0, 59],
  hour: [0, 23],
  dayOfMonth: [1, 31],
  month: [1, 12],
  /** From Monday. */
  dayOfWeek: [1, 7],
} as const;

export type Field = keyof typeof bounds;
export const fieldNames = ['second', 'minute', 'hour', 'dayOfMonth', 'month', 'dayOfWeek'] as const;

/** Numbers that fit, ascending. */
export type Fields = { readonly [F in Field]?: readonly number[] };

const upTo = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

/** Every number of the fields of a time of day. */
export const ranges = { second: upTo(0, 59), minute: upTo(0, 59), hour: upTo(0, 23) };

const item = /^(?:(\d{1,2})|\[(\d{1,2})-(\d{1,2})\])$/;

/** The numbers of a text such as `1,[10-20]`, ascending; or what stands behind the field's name in a sentence about what is wrong. */
export function readField(
  field: Field,
  text: string,
): { readonly values: readonly number[] } | { readonly wrong: string; readonly remedy: string } {
  const [least, most] = bounds[field];
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const [, single, from = single, to = single] = item.exec(part) ?? [];
    if (from === undefined || to === undefined)
      return {
        wrong: `has ${JSON.stringify(part.slice(0, 40))}, which is neither a number nor a range`,
        remedy: 'write numbers and ranges joined by commas, such as 1,[10-20]',
      };
    const [first, last] = [Number(from), Number(to)];
    if (first < least || last > most || first > last)
      return {
        wrong: `has ${part}, which is not within ${least} to ${most}`,
        remedy: `write numbers from ${least} to ${most}, ranges from the lesser to the greater`,
      };
    for (const value of upTo(first, last)) found.add(value);
  }
  return { values: [...found].sort((a, b) => a - b) };
}
