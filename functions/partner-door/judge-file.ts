import { orRefuse } from '#common/refused.ts';
import { sha256 } from '#common/sha256.ts';
import { type JudgedTest, judgeTestFile } from '#shared/network/onboarding/judge-test-file.ts';
import type { JudgedFile, Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { type DocumentForm, expectedOf, type TestCase } from '#shared/network/onboarding/test-cases.ts';
import { adviceOf, type TestParties } from '#shared/network/onboarding/test-events.ts';
import { refuse } from '#shared/refusal.ts';
import type { Shown } from './shown.ts';

/** A file of the partner's, and what it is sent as. */
interface Sent {
  readonly test: TestCase;
  readonly form: DocumentForm;
  readonly name: string;
  readonly content: string;
}

/** Judges a file as a document of the partner's would be: a sound one must be accepted, a spoilt one be refused for the reason that it was spoilt for. */
export function judgeFile({ test, form, name, content }: Sent, row: Onboarding, parties: TestParties): Shown {
  const { profile, evidence } = row;
  if (profile?.sends.includes(form) !== true)
    orRefuse(
      refuse('conflict', `the profile does not say that ${form} is sent`, {
        at: '/form',
        remedy: `send one of ${profile?.sends.join(', ')}, or PUT /partner/profile first`,
      }),
    );
  const digest = sha256(content);
  const double = evidence.files.find((one) => one.sha256 === digest && !(one.test === test && one.form === form));
  if (double !== undefined)
    orRefuse(
      refuse('conflict', `the same file was sent as ${double.name} already`, {
        at: '/content',
        remedy: 'send a file of its own for each case',
      }),
    );
  const judged = ownOf(judgeTestFile(content, form, parties), { test, content }, adviceOf(row));
  const asExpected = judged.outcome === expectedOf(test);
  const { outcome } = judged;
  const detail = 'detail' in judged ? { detail: judged.detail.slice(0, 500) } : {};
  const file = { name, sha256: digest, form, test, outcome, asExpected, ...detail };
  return {
    ...(!asExpected && { failed: true }),
    evidence: ({ evidence: { files } }, done) => ({ files: [...files.filter(isOther(file)), { ...file, ...done }] }),
    detail: file,
    told: { outcome, asExpected, ...detail, ...('remedy' in judged && { remedy: judged.remedy }) },
  };
}

/** A file that ends as it should, but is one of our examples: it shows nothing of the partner's system. One that is cut off need not come so far. */
function ownOf(judged: JudgedTest, { test, content }: Pick<Sent, 'test' | 'content'>, advice: string): JudgedTest {
  if (test === 'malformed' || judged.outcome !== expectedOf(test) || content.includes(advice)) return judged;
  return {
    outcome: 'incomplete',
    detail: `the file names no despatch advice ${advice}`,
    remedy: 'let your own system write it: GET /partner/ours tells the number (despatchAdvice)',
  };
}

const isOther =
  ({ test, form }: Pick<JudgedFile, 'test' | 'form'>) =>
  (one: JudgedFile): boolean =>
    one.test !== test || one.form !== form;
