import * as v from 'valibot';
import { type Refusal, refuse } from '../refusal.ts';
import { isCompanyPrefix } from './company-prefix.ts';
import type { CompanyPrefixes } from './company-prefix-table.ts';

const LONGEST = 12;

const list = v.object({
  GCPPrefixFormatList: v.object({
    entry: v.array(
      v.object({
        prefix: v.pipe(v.string(), v.regex(/^\d{1,12}$/, 'must have 1 to 12 digits')),
        gcpLength: v.pipe(v.number(), v.integer('must be a whole number'), v.minValue(0), v.maxValue(LONGEST)),
      }),
    ),
  }),
});

/**
 * Reads the lengths of company prefixes as GS1 publishes them (GCPPrefixFormatList, parsed JSON). The longest entry that a key begins with
 * tells the length; 0 means that no company prefix begins so. A length of 4 or 5 is kept but answers nothing: a URN has no such prefix.
 */
export function gcpLengthTable(published: unknown): CompanyPrefixes | Refusal {
  const read = v.safeParse(list, published);
  if (!read.success) {
    const [issue] = read.issues;
    const at = `/${(issue.path ?? []).map(({ key }) => String(key)).join('/')}`;
    return refuse('malformed', `the list of prefix lengths: ${issue.message}`, { at, rule: 'GS1 GCPPrefixFormatList' });
  }
  const lengths = new Map<string, number>();
  for (const [index, { prefix, gcpLength }] of read.output.GCPPrefixFormatList.entry.entries()) {
    if ((lengths.get(prefix) ?? gcpLength) !== gcpLength)
      return refuse(
        'malformed',
        `prefix ${prefix} stands twice, with lengths ${lengths.get(prefix)} and ${gcpLength}`,
        {
          at: `/GCPPrefixFormatList/entry/${index}`,
          rule: 'GS1 GCPPrefixFormatList',
        },
      );
    lengths.set(prefix, gcpLength);
  }
  return { prefixOf: (digits) => cut(digits, lengthOf(digits, lengths)) };
}

function lengthOf(digits: string, lengths: ReadonlyMap<string, number>): number {
  for (let length = LONGEST; length > 0; length--) {
    const found = lengths.get(digits.slice(0, length));
    if (found !== undefined) return found;
  }
  return 0;
}

function cut(digits: string, length: number): string | undefined {
  const prefix = digits.slice(0, length);
  return prefix.length === length && isCompanyPrefix(prefix) ? prefix : undefined;
}
