import { isRefusal } from '#shared/refusal.ts';
import { type Command, commonOptions } from '../command.ts';
import { readArguments } from '../command-line/read-arguments.ts';
import { eachInput } from '../input/each-input.ts';
import { messageIn } from '../input/message-in.ts';
import { readInput } from '../input/read-input.ts';
import { remembered } from '../input/remembered.ts';
import { problemLine, problemOf } from '../problems/problem.ts';
import { problemList } from '../problems/problem-list.ts';
import { tellProblems } from '../problems/tell-problems.ts';
import { documentSummary } from './document-summary.ts';
import { messageJson, messageTable } from './message-summary.ts';
import { eventSummary } from './summary.ts';
import { summaryJson } from './summary-json.ts';
import { summaryTable } from './summary-table.ts';

const options = { ...commonOptions } as const;

/** `inspect`: what is in a document. */
export const inspectDocuments: Command = {
  name: 'inspect',
  summary: 'what is in a document: events, identifiers, lots, packing, master data',
  usage: '[options] [FILE …]',
  about: `Tells what is in each document: its form and version, who sent it to whom, events by type, action, step and
disposition, the time they span, identifiers by scheme and company prefix, lots and expiry dates, how much was packed
into what, extensions by namespace, and master data.`,
  options,
  run: async (args, { terminal, now }) => {
    const { values, files } = readArguments(args, options);
    const screen = terminal(values);
    const text = values.json ? summaryJson : summaryTable;
    return eachInput(files, screen, async (source) => {
      const input = remembered(source);
      const events = eventSummary();
      let refused = 0;
      const count = () => {
        refused++;
      };
      const read = await readInput(input, { event: events.add, refused: count }, { screen, now });
      const message = await messageIn(input, read.head);
      if (message !== undefined) {
        screen.print((values.json ? messageJson : messageTable)(input.name, message, read.about));
        return 0;
      }
      const list = problemList(1);
      if (isRefusal(read.head)) list.add(problemOf(read.head));
      await tellProblems(input, list, read.about, {
        problem: (problem) => screen.remark(problemLine(input.name, problem)),
        more: () => {},
      });
      const summary = documentSummary(input.name, read, events.summary(), refused);
      screen.print(text(summary));
      return summary.readable ? 0 : 1;
    });
  },
};
