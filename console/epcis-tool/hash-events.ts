import { canonicalEvent } from '#shared/epcis/canonical-event.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { eventId } from '#shared/epcis/event-id.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { type Command, commonOptions, type Verdict } from './command.ts';
import { readArguments } from './command-line/read-arguments.ts';
import { eachInput } from './input/each-input.ts';
import { readInput } from './input/read-input.ts';
import { remembered } from './input/remembered.ts';
import { problemLine, problemOf } from './problems/problem.ts';
import { problemList } from './problems/problem-list.ts';
import { ENOUGH_PROBLEMS, tellProblems } from './problems/tell-problems.ts';

const options = {
  'pre-hash': { type: 'boolean', help: 'the canonical text that is hashed, too' },
  ...commonOptions,
} as const;

/** `hash`: the CBV 2.0 hash of each event, in document order. */
export const hashEvents: Command = {
  name: 'hash',
  summary: 'the CBV 2.0 hash of each event',
  usage: '[options] [FILE …]',
  about: `Prints a line for each event: file, index of the event from 0, hash (CBV 2.0, ni:///sha-256;…?ver=CBV2.0).
Events that tell the same in other spellings or other forms have the same hash. What cannot be read is told on
standard error, with exit code 1; the other events of the document are hashed all the same.`,
  options,
  run: async (args, { terminal, now }) => {
    const { values, files } = readArguments(args, options);
    const screen = terminal(values);
    const line = values.json ? jsonLine : humanLine;
    return eachInput(files, screen, async (source): Promise<Verdict> => {
      const input = remembered(source);
      const list = problemList(ENOUGH_PROBLEMS);
      const refused = (refusals: readonly Refusal[], index?: number) => {
        for (const refusal of refusals) list.add(problemOf(refusal, index));
      };
      const event = (one: EpcisEvent, index: number) =>
        screen.print(line(input.name, index, eventId(one), values['pre-hash'] ? canonicalEvent(one) : undefined));
      const { head, about } = await readInput(input, { event, refused }, { screen, now });
      if (isRefusal(head)) refused([head]);
      await tellProblems(input, list, about, {
        problem: (problem) => screen.remark(problemLine(input.name, problem)),
        more: (count) => screen.remark(`${input.name}: ${count} more problems (validate tells them)`),
      });
      return list.errors === 0 ? 0 : 1;
    });
  },
};

type Line = (file: string, event: number, hash: string, preHash: string | undefined) => string;

const jsonLine: Line = (file, event, hash, preHash) => `${JSON.stringify({ file, event, hash, preHash })}\n`;

const humanLine: Line = (file, event, hash, preHash) =>
  `${file} ${event} ${hash}\n${preHash === undefined ? '' : `  ${preHash}\n`}`;
