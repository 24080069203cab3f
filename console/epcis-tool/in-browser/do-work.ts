import { companyPrefixTable } from '#shared/gs1/company-prefix-table.ts';
import { isRefusal } from '#shared/refusal.ts';
import { convertDocument } from '../convert/convert-document.ts';
import type { Warning } from '../convert/remarks.ts';
import type { Reading } from '../input/read-input.ts';
import { locateProblems } from '../problems/locate-problems.ts';
import type { Problem } from '../problems/problem.ts';
import { problemList } from '../problems/problem-list.ts';
import { judgeDocument } from '../validate/judge-document.ts';
import { inputOf, outputToBlob, progressTo } from './of-blob.ts';
import type { Told, Wanted } from './work.ts';

/** More than anybody reads. */
const MOST_PROBLEMS = 1_000;

/** Does what the page asks for, and says how far it is. @param now milliseconds; time: ISO 8601, for what has no date */
export async function doWork(
  wanted: Wanted,
  tell: (told: Told) => void,
  { now, time }: { readonly now: () => number; readonly time: () => string },
): Promise<Told> {
  const reading = { screen: progressTo((progress) => tell({ progress })), now };
  return wanted.do === 'validate' ? judged(wanted, reading) : converted(wanted, reading, time);
}

type Of<Do extends Wanted['do']> = Extract<Wanted, { readonly do: Do }>;

async function judged({ document, name, profile }: Of<'validate'>, reading: Reading): Promise<Told> {
  const input = inputOf(document, name);
  const list = problemList(MOST_PROBLEMS);
  const tiers = new Set([
    ...(['shape', 'vocabulary', 'business'] as const),
    ...(profile === undefined ? [] : (['dscsa'] as const)),
  ]);
  const judging = { ...reading, tiers, ...(profile !== undefined && { profile }) };
  const { events, isJson } = await judgeDocument(input, list, judging);
  const problems = isJson ? await locateProblems(input, list.kept) : list.kept;
  const { errors, warnings } = list;
  return { judged: { isValid: errors === 0, events, errors, warnings, problems } };
}

async function converted(wanted: Of<'convert'>, reading: Reading, time: () => string): Promise<Told> {
  const { to, epcs, learn, skipInvalid, name } = wanted;
  const own = companyPrefixTable(wanted.companyPrefixes);
  if (isRefusal(own)) return { failed: `Company prefix: ${own.detail}` };
  const output = outputToBlob(to === 'json-2.0' ? 'application/json' : 'application/xml');
  const problems: Problem[] = [];
  const warnings: Warning[] = [];
  const conversion = { style: { to, compact: false }, epcs, cbvmda: 'as-sent', own: [own], published: [] } as const;
  await convertDocument(
    inputOf(wanted.document, name),
    { ...conversion, learn, skipInvalid },
    {
      destination: async () => output,
      remarks: {
        problem: (_, problem) => void problems.push(problem),
        warn: (_, warning) => void warnings.push(warning),
      },
      reading,
      time,
    },
  );
  const written = output.written();
  return { converted: { ...(written !== undefined && { document: written }), problems, warnings } };
}
