import type { Onboarding } from './onboarding.ts';
import { casesOf, type DocumentForm, type TestCase } from './test-cases.ts';

/** A file of the message test by its name in lists: `golden (epcis-2.0-json)`. */
export const fileLabel = (test: TestCase, form: DocumentForm): string => `${test} (${form})`;

/** What the message test lacks, in words: files that did not end as they should, and our message that the partner has not told of. */
export function missingMessages({ profile, evidence }: Pick<Onboarding, 'profile' | 'evidence'>): string[] {
  const good = new Set(
    evidence.files.flatMap(({ asExpected, test, form }) => (asExpected ? [fileLabel(test, form)] : [])),
  );
  const wanted = (profile?.sends ?? []).flatMap((form) => casesOf(form).map((test) => fileLabel(test, form)));
  const missing = wanted.filter((one) => !good.has(one));
  const told = evidence.sent?.acknowledged !== undefined;
  return [...missing, ...(wanted.length === 0 ? ['a profile'] : []), ...(told ? [] : ['our message, acknowledged'])];
}
