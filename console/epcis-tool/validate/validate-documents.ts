import { described, type Message } from '#shared/epcis/message.ts';
import type { Profile, Tier } from '#shared/epcis/validation/finding.ts';
import { type Command, commonOptions, type Verdict } from '../command.ts';
import { nearest } from '../command-line/nearest.ts';
import { type Given, readArguments } from '../command-line/read-arguments.ts';
import { UsageError } from '../command-line/usage-error.ts';
import { eachInput } from '../input/each-input.ts';
import { remembered } from '../input/remembered.ts';
import { locateProblems } from '../problems/locate-problems.ts';
import { type Problem, printable, problemLine } from '../problems/problem.ts';
import { type ProblemList, problemList } from '../problems/problem-list.ts';
import { judgeDocument } from './judge-document.ts';

const tierNames = ['shape', 'vocabulary', 'business'] as const satisfies Tier[];
const profiles = ['dscsa-1.2', 'dscsa-1.3'] as const satisfies Profile[];

const options = {
  tiers: {
    type: 'string',
    argument: 'LIST',
    help: `which rules to ask, of ${tierNames.join(',')} (all of them); shape also\nholds XML to the order of its schema`,
  },
  profile: { type: 'string', values: profiles, help: 'the DSCSA rules of GS1 US of that release, too' },
  strict: { type: 'boolean', help: 'warnings make a document invalid, too' },
  'max-problems': { type: 'string', argument: 'N', help: 'so many problems of a document are told (1000)' },
  ...commonOptions,
} as const;

/** `validate`: all that is wrong with each document. */
export const validateDocuments: Command = {
  name: 'validate',
  summary: 'all that is wrong with a document, with line, rule and remedy',
  usage: '[options] [FILE …]',
  about: `Tells every problem of every event, as compilers do: FILE:LINE:COLUMN: error: message [rule] — remedy.
With --json a line for each document: {"file","valid","problems":[{"path","line","rule","message",…}]}.
Exit code 1 when a document is invalid; warnings alone do not make it so.`,
  options,
  run: async (args, { terminal, now }) => {
    const { values, files } = readArguments(args, options);
    const rules = { tiers: tiersOf(values), ...(isProfile(values.profile) ? { profile: values.profile } : {}) };
    const most = mostOf(values['max-problems']);
    const screen = terminal(values);
    const verdicts = { valid: 0, invalid: 0 };
    const verdict = await eachInput(
      files,
      screen,
      async (source): Promise<Verdict> => {
        const input = remembered(source);
        const list = problemList(most);
        const { events, isJson, message } = await judgeDocument(input, list, { screen, now, ...rules });
        const problems = isJson ? await locateProblems(input, list.kept) : list.kept;
        const valid = list.errors === 0 && !(values.strict && list.warnings > 0);
        verdicts[valid ? 'valid' : 'invalid']++;
        screen.print(
          (values.json ? jsonReport : report)({
            file: input.name,
            valid,
            events,
            message,
            problems,
            ...countsOf(list),
          }),
        );
        return valid ? 0 : 1;
      },
      (file, reason) => {
        const unreadable = { path: '', rule: 'file', message: reason, severity: 'error', tier: 'shape' };
        if (values.json) screen.print(`${JSON.stringify({ file, valid: false, problems: [unreadable] })}\n`);
      },
    );
    const documents = verdicts.valid + verdicts.invalid;
    if (!values.json && documents > 1) screen.print(`${counted(documents, 'document')}, ${verdicts.invalid} invalid\n`);
    await screen.settled();
    return verdict;
  },
};

interface Report {
  readonly file: string;
  readonly valid: boolean;
  readonly events: number;
  /** What the document is that holds none. */
  readonly message: Message | undefined;
  readonly problems: readonly Problem[];
  readonly errors: number;
  readonly warnings: number;
  /** Problems that are not told. */
  readonly more: number;
}

const countsOf = ({ kept, errors, warnings }: ProblemList) => ({
  errors,
  warnings,
  more: errors + warnings - kept.length,
});

const jsonReport = ({ file, valid, events, message, errors, warnings, problems, more }: Report): string =>
  `${JSON.stringify({ file, valid, events, message: message?.is, errors, warnings, problems, ...(more === 0 ? {} : { more }) })}\n`;

function report({ file, valid, events, message, problems, errors, warnings, more }: Report): string {
  const lines = problems.map((problem) => problemLine(file, problem));
  if (more > 0) lines.push(printable(`${file}: ${counted(more, 'more problem')} (--max-problems tells more)`));
  const found = [
    valid ? 'valid' : 'invalid',
    message === undefined ? counted(events, 'event') : described(message),
    ...(errors === 0 ? [] : [counted(errors, 'error')]),
    ...(warnings === 0 ? [] : [counted(warnings, 'warning')]),
  ];
  return [...lines, printable(`${file}: ${found.join(', ')}`), ''].join('\n');
}

const counted = (number: number, what: string) => `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`;

function tiersOf({ tiers, profile }: Given<typeof options>): ReadonlySet<Tier> {
  const asked = tiers === undefined ? tierNames : tiers.split(',').map((name) => tierCalled(name.trim()));
  return new Set<Tier>([...asked, ...(profile === undefined ? [] : (['dscsa'] as const))]);
}

function tierCalled(name: string): Tier {
  const tier = tierNames.find((one) => one === name);
  if (tier !== undefined) return tier;
  const meant = nearest(name, tierNames);
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
  throw new UsageError(`--tiers is a list of ${tierNames.join(', ')}, not "${name}"${hint}`);
}

const isProfile = (name: string | undefined): name is Profile => profiles.some((one) => one === name);

function mostOf(text = '1000'): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`--max-problems is a whole number from 0, not "${text}"`);
}
