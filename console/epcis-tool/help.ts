import type { Command } from './command.ts';
import type { Option } from './command-line/read-arguments.ts';

/** The page of the tool. */
export function toolHelp(commands: readonly Command[]): string {
  const rows = commands.map(({ name, summary }) => `  ${name.padEnd(10)}${summary}`).join('\n');
  return `usage: seriate-epcis COMMAND [options] [FILE …]

Reads EPCIS documents in any form: JSON-LD 2.0, XML 1.0 to 2.0, query results, master data, single events;
of queries and capture jobs, which hold no events, it tells, checks and converts what they say.
Without a FILE, or for -, it reads standard input.

${rows}

  seriate-epcis COMMAND --help   the options of a command
  seriate-epcis --version

exit code: 0 all is well, 1 something is invalid, 2 it cannot be done as asked, 130 interrupted
`;
}

/** The page of one command. */
export function commandHelp({ name, usage, about, options }: Command): string {
  const rows = Object.entries(options).map(([option, details]) => [spelled(option, details), details.help] as const);
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  const table = rows.map(
    ([left, help]) => `  ${left.padEnd(width)}${help.replaceAll('\n', `\n  ${' '.repeat(width)}`)}`,
  );
  return `usage: seriate-epcis ${name} ${usage}\n\n${about}\n\n${table.join('\n')}\n`;
}

function spelled(name: string, { type, short, argument, values }: Option): string {
  const value = type === 'boolean' ? '' : ` ${argument ?? values?.join('|') ?? 'TEXT'}`;
  return `${short === undefined ? '' : `-${short}, `}--${name}${value}`;
}
