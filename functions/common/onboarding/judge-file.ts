import { createHash } from 'node:crypto';
import { orRefuse } from '#common/refused.ts';
import type { InboundWay } from '#shared/network/channel-kinds.ts';
import type { JudgedTest } from '#shared/network/onboarding/judge-test-file.ts';
import type { JudgedFile, Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { caseOf, type DocumentForm, expectedOf, type TestCase } from '#shared/network/onboarding/test-cases.ts';
import { adviceOf } from '#shared/network/onboarding/test-events.ts';
import { refuse } from '#shared/refusal.ts';
import { type JudgeNeeds, judgeTest, type TestBetween, type TestBytes } from './judge-test.ts';
import type { Shown } from './shown.ts';

/** A file of the partner's. One that came by its channel does not say what it is sent as. */
export interface SentFile extends TestBytes {
  readonly as?: { readonly test: TestCase; readonly form: DocumentForm };
  readonly way?: InboundWay;
}

/** What became of a file, for whoever tells its sender. */
export interface ToldFile extends Pick<JudgedFile, 'test' | 'form' | 'outcome' | 'asExpected' | 'detail'> {
  readonly remedy?: string;
}

/**
 * Judges a file as a document of the partner's would be: a sound one must be accepted, a spoilt one be refused for the reason that it was spoilt for. One that came by itself
 * stands for the case that it ends as.
 */
export async function judgeFile(
  needs: JudgeNeeds,
  row: Onboarding,
  between: TestBetween,
  sent: SentFile,
): Promise<Shown & { readonly told: ToldFile }> {
  const { profile, evidence } = row;
  const sends = profile?.sends ?? [];
  if (sent.as !== undefined && !sends.includes(sent.as.form))
    orRefuse(
      refuse('conflict', `the profile does not say that ${sent.as.form} is sent`, {
        at: '/form',
        remedy: `send one of ${sends.join(', ')}, or PUT /partner/profile first`,
      }),
    );
  const read = await judgeTest(needs, between, sent);
  const form = sent.as?.form ?? formAmong(row, read.form);
  const judged = inForm(read.judged, read.form, form);
  const test = sent.as?.test ?? caseOf(judged.outcome);
  const digest = createHash('sha256').update(sent.body).digest('hex');
  // A file that showed nothing may have been sent as the wrong case: it holds no case against its own.
  const double = evidence.files.find(
    (one) => one.asExpected && one.sha256 === digest && !(one.test === test && one.form === form),
  );
  if (double !== undefined)
    orRefuse(
      refuse('conflict', `the same file was sent as ${double.name} already`, {
        at: '/content',
        remedy: 'send a file of its own for each case',
      }),
    );
  const own = ownOf(judged, test, { text: new TextDecoder().decode(sent.body), advice: adviceOf(row) });
  const { outcome } = own;
  const asExpected = outcome === expectedOf(test);
  const detail = 'detail' in own ? { detail: own.detail.slice(0, 500) } : {};
  const way = sent.way === undefined ? {} : { way: sent.way };
  const file = { name: sent.fileName, sha256: digest, form, test, outcome, asExpected, ...detail, ...way };
  const remedy = 'remedy' in own && own.remedy !== undefined ? { remedy: own.remedy } : {};
  return {
    ...(!asExpected && { failed: true }),
    evidence: ({ evidence: { files } }, done) => ({ files: [...files.filter(isOther(file)), { ...file, ...done }] }),
    detail: file,
    told: { test, form, outcome, asExpected, ...detail, ...remedy },
  };
}

/** The form that a file came in, of those that the partner sends: where it broke off before it said so, one whose case is open. */
function formAmong({ profile, evidence }: Onboarding, read: DocumentForm | undefined): DocumentForm {
  const sends = profile?.sends ?? [];
  const isOpen = (form: DocumentForm) =>
    !evidence.files.some((one) => one.form === form && one.test === 'malformed' && one.asExpected);
  return sends.find((form) => form === read) ?? sends.find(isOpen) ?? sends[0] ?? 'epcis-2.0-json';
}

function inForm(judged: JudgedTest, read: DocumentForm | undefined, wanted: DocumentForm): JudgedTest {
  if (read === undefined || read === wanted || judged.outcome === 'malformed') return judged;
  const detail = `the document is ${read}, not ${wanted}`;
  return { outcome: 'malformed', detail, remedy: `send it in the form ${wanted}, or say ${read} in the profile` };
}

/** A file that ends as it should, but is one of our examples: it shows nothing of the partner's system. One that is cut off need not come so far. */
function ownOf(judged: JudgedTest, test: TestCase, { text, advice }: { text: string; advice: string }): JudgedTest {
  if (test === 'malformed' || judged.outcome !== expectedOf(test) || text.includes(advice)) return judged;
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
