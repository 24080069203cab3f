import type { EpcSpelling, Missed } from '#shared/epcis/spell-epcs.ts';
import { canonicalKey } from '#shared/gs1/canonical-epc.ts';
import type { CompanyPrefixes } from '#shared/gs1/company-prefix-table.ts';
import { partsOfKey } from '#shared/gs1/epc-key.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { Remarks } from './remarks.ts';

/** Counts what translation misses, by the reason why. */
export interface Untranslated {
  add(missed: Missed): void;
  tell(file: string, remarks: Remarks): void;
}

interface Group {
  count: number;
  readonly example: string;
  readonly reason: string;
  readonly remedy: string | undefined;
}

export function untranslated(form: EpcSpelling['form'], prefixes: CompanyPrefixes): Untranslated {
  const groups = new Map<string, Group>();
  const shortened = { count: 0, example: '' };
  const reasonOf = (identifier: string) => {
    const key = form === 'urn' ? canonicalKey(identifier) : undefined;
    const parts = key && partsOfKey(key, prefixes);
    if (!isRefusal(parts))
      return { kind: 'none', reason: 'it stands for no GS1 key, or for a faulty one', remedy: undefined };
    const unknown = parts.refused === 'not-found';
    const remedy = unknown ? 'name the prefix with --company-prefix, --prefix-table or --learn-prefixes' : parts.remedy;
    return { kind: parts.refused, reason: parts.detail, remedy };
  };
  return {
    add: (missed) => {
      for (const example of missed.shortened) {
        if (shortened.count++ === 0) shortened.example = example;
      }
      for (const example of missed.untranslated) {
        const { kind, reason, remedy } = reasonOf(example);
        const group = groups.get(kind) ?? { count: 0, example, reason, remedy };
        group.count++;
        groups.set(kind, group);
      }
    },
    tell: (file, remarks) => {
      const form12 = form === 'urn' ? 'no EPC URN' : 'no Digital Link';
      for (const { count, example, reason, remedy } of groups.values())
        remarks.warn(file, {
          message: `${form12} for ${count.toLocaleString('en')} mention${count === 1 ? '' : 's'} of identifiers, such as ${example}: ${reason}`,
          count,
          ...(remedy === undefined ? {} : { remedy }),
        });
      if (shortened.count > 0) remarks.warn(file, shortenedWarning(shortened));
    },
  };
}

const shortenedWarning = ({ count, example }: { count: number; example: string }) => ({
  message: `the EPC URN says less than the Digital Link for ${count.toLocaleString('en')} mention${count === 1 ? '' : 's'} of identifiers, such as ${example}`,
  count,
  remedy: 'put the lot and other attributes into ilmd',
});
