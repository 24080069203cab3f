import type * as v from 'valibot';

/** What is wrong with a member, in words that say what is to be there instead; its place is told beside them. Words of a shape's own stay. */
export function issueInWords({ kind, type, expected, received, message }: v.BaseIssue<unknown>): string {
  if (!message.startsWith('Invalid ')) return message;
  if (type === 'strict_object' && expected === 'never') return `there is no member ${received}`;
  if (type === 'strict_object' && expected?.startsWith('"') === true) return `${expected} is missing`;
  const wanted = (expected ?? '').replace(/^\((.*)\)$/, '$1').replace(/^[<>]=/, '');
  if (kind !== 'schema') return bounds[type]?.(wanted, received) ?? message;
  if (received === 'undefined') return 'is missing';
  return wanted.includes(' | ')
    ? `must be one of ${wanted.replaceAll(' | ', ', ')}`
    : `must be ${kinds[wanted] ?? wanted}`;
}

const kinds: Readonly<Record<string, string | undefined>> = {
  Object: 'an object',
  Array: 'a list',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
};

const bounds: Readonly<Record<string, ((wanted: string, received: string) => string) | undefined>> = {
  max_length: (most, length) => `is ${length} long, and may be ${most} at most`,
  min_length: (least, length) => `is ${length} long, and must be ${least} at least`,
  max_value: (most) => `must be ${most} at most`,
  min_value: (least) => `must be ${least} at least`,
  integer: () => 'must be a whole number',
};
