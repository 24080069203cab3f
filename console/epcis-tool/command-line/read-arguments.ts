import { parseArgs } from 'node:util';
import { nearest } from './nearest.ts';
import { messageOf, UsageError } from './usage-error.ts';

/** One option of a command, with what its help says. */
export interface Option {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: boolean;
  /** What stands for the value in the help, such as FILE. */
  readonly argument?: string;
  /** The values it takes, when they can be counted. */
  readonly values?: readonly string[];
  readonly help: string;
}

export type Options = Readonly<Record<string, Option>>;

/** What was given: an option that was not is absent. */
export type Given<T extends Options> = {
  readonly [Name in keyof T]?: T[Name]['type'] extends 'boolean'
    ? boolean
    : T[Name] extends { multiple: true }
      ? string[]
      : string;
};

/** Reads the words behind a command. Throws a `UsageError` that names what is wrong and what was probably meant. */
export function readArguments<const T extends Options>(
  args: readonly string[],
  options: T,
): { values: Given<T>; files: string[] } {
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  for (const token of tokens) if (token.kind === 'option') judge(token, options);
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
    for (const [name, value] of Object.entries(values)) judgeValue(name, value, options[name]?.values);
    return { values: asGiven<T>(values), files: positionals };
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

/** `parseArgs` in strict mode has looked at every name and type. */
function asGiven<T extends Options>(values: object): Given<T> {
  const given: Given<T> = {};
  return Object.assign(given, values);
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function judge({ name, rawName, value, inlineValue }: OptionToken, options: Options): void {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (option === undefined) {
    const meant = nearest(name, Object.keys(options));
    throw new UsageError(`there is no option ${rawName}${meant === undefined ? '' : `; did you mean --${meant}?`}`);
  }
  if (option.type === 'boolean' && inlineValue) throw new UsageError(`${rawName} takes no value`);
  if (option.type === 'string' && (value === undefined || (!inlineValue && /^-./.test(value))))
    throw new UsageError(
      `${rawName} needs a value: ${rawName} ${option.argument ?? option.values?.join('|') ?? 'TEXT'}`,
    );
}

function judgeValue(name: string, value: unknown, values: readonly string[] | undefined): void {
  if (typeof value !== 'string' || values === undefined || values.includes(value)) return;
  const meant = nearest(value, values);
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
  throw new UsageError(`--${name} is one of ${values.join(', ')}, not "${value}"${hint}`);
}
