import { longestPrefix, prefixesInOrder } from '#shared/gs1/company-prefix-table.ts';
import type { Verdict } from '../command.ts';
import type { Input } from '../input/input.ts';
import { messageIn } from '../input/message-in.ts';
import { problemOf } from '../problems/problem.ts';
import { problemList } from '../problems/problem-list.ts';
import { ENOUGH_PROBLEMS, tellProblems } from '../problems/tell-problems.ts';
import type { Conversion, Workshop } from './conversion.ts';
import { convertMessage } from './convert-message.ts';
import { fitHead } from './fit-head.ts';
import { masterDataNames } from './master-data-names.ts';
import { survey } from './survey.ts';
import { untranslated } from './untranslated.ts';
import { writeDocument } from './write-document.ts';

/** Writes one document in another form, or says why not. Throws `Unreadable` and `UsageError`. @param input one that can be read twice */
export async function convertDocument(input: Input, asked: Conversion, around: Workshop): Promise<Verdict> {
  const { remarks, reading, destination } = around;
  const list = problemList(ENOUGH_PROBLEMS);
  const look = { ...reading, label: `reading ${input.name}` };
  const found = await survey(input, asked.style, look, list, masterDataNames(asked.cbvmda, asked.style.to).event);
  const message = await messageIn(input, found.refusal);
  if (message !== undefined) return convertMessage(input.name, message, asked, around);
  await tellProblems(input, list, found.about, {
    problem: (problem) => remarks.problem(input.name, problem),
    more: (count) => remarks.warn(input.name, { message: `${count} more problems (validate tells them)`, count }),
  });
  const { head, unfit, events } = found;
  if (head === undefined || (unfit.size > 0 && !asked.skipInvalid)) {
    remarks.warn(input.name, {
      message: 'nothing was written: the document is invalid',
      ...remedyFor(head, unfit.size),
    });
    return 1;
  }
  const learned = asked.learn ? [longestPrefix([...found.companyPrefixes])] : [];
  const companyPrefixes = prefixesInOrder(...asked.own, ...learned, ...asked.published);
  const left = untranslated(asked.epcs, companyPrefixes);
  const masterData = masterDataNames(asked.cbvmda, asked.style.to);
  const fitted = fitHead(head, asked.style.to, around.time());
  const output = await destination(input.name);
  const written = await writeDocument(
    input,
    { ...found, head: fitted.head },
    {
      style: asked.style,
      spelling: { form: asked.epcs, companyPrefixes },
      masterData,
      output,
      reading: { ...reading, label: `writing ${input.name}` },
      missed: left.add,
    },
  );
  if (written.refusal !== undefined) {
    await output.discard();
    remarks.problem(input.name, problemOf(written.refusal));
    return 1;
  }
  await output.finish();
  if (unfit.size > 0)
    remarks.warn(input.name, { message: `${unfit.size} of ${events} events were left out`, count: unfit.size });
  for (const warning of fitted.warnings) remarks.warn(input.name, warning);
  for (const [member, count] of written.beyond12) remarks.warn(input.name, beyondWarning(member, count));
  for (const told of [left, masterData]) told.tell(input.name, remarks);
  return unfit.size > 0 ? 1 : 0;
}

const remedyFor = (head: object | undefined, unfit: number) =>
  head === undefined || unfit === 0 ? {} : { remedy: '--skip-invalid writes the other events' };

const beyondWarning = (member: string, count: number) => ({
  message: `EPCIS 1.2 does not know ${member}, which ${count === 1 ? 'an event has' : `${count} events have`}: a strict receiver will not understand it`,
  count,
});
