import { readFileSync } from 'node:fs';
import type { Command, Surroundings, Verdict } from './command.ts';
import { nearest } from './command-line/nearest.ts';
import { UsageError } from './command-line/usage-error.ts';
import { convertDocuments } from './convert/convert-documents.ts';
import { hashEvents } from './hash-events.ts';
import { commandHelp, toolHelp } from './help.ts';
import { inspectDocuments } from './inspect/inspect-documents.ts';
import { validateDocuments } from './validate/validate-documents.ts';

const commands: readonly Command[] = [hashEvents, validateDocuments, convertDocuments, inspectDocuments];

/** Carries out what the words ask for, or tells why that cannot be done. */
export async function runTool(args: readonly string[], around: Surroundings): Promise<Verdict> {
  try {
    return await carryOut(args, around);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    around.terminal({}).remark(`seriate-epcis: ${error.message}\nseriate-epcis --help tells more`);
    return 2;
  }
}

async function carryOut([word, ...rest]: readonly string[], around: Surroundings): Promise<Verdict> {
  const say = async (text: string): Promise<Verdict> => {
    const screen = around.terminal({});
    screen.print(text);
    await screen.settled();
    return 0;
  };
  if (word === undefined) throw new UsageError('which command?');
  if (word === '--version' || word === '-V') return say(`seriate-epcis ${version()}\n`);
  if (word === '--help' || word === '-h' || (word === 'help' && rest.length === 0)) return say(toolHelp(commands));
  if (word === 'help') return say(commandHelp(commandCalled(rest[0] ?? '')));
  const command = commandCalled(word);
  return asksForHelp(rest) ? say(commandHelp(command)) : command.run(rest, around);
}

function commandCalled(word: string): Command {
  const found = commands.find(({ name }) => name === word);
  if (found !== undefined) return found;
  const names = commands.map(({ name }) => name);
  if (word.startsWith('-')) throw new UsageError(`the command comes first: ${names.join(', ')}`);
  const meant = nearest(word, names);
  const hint = meant === undefined ? `the commands are ${names.join(', ')}` : `did you mean ${meant}?`;
  throw new UsageError(`there is no command "${word}"; ${hint}`);
}

const asksForHelp = (args: readonly string[]) => {
  const end = args.indexOf('--');
  return (end < 0 ? args : args.slice(0, end)).some((word) => word === '--help' || word === '-h');
};

function version(): string {
  const { version: found }: { version?: unknown } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  return String(found);
}
