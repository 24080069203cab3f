import * as v from 'valibot';
import type { Stack } from './assembly.ts';

const declaration = v.object({
  Type: v.string(),
  Default: v.optional(v.pipe(v.union([v.string(), v.number()]), v.transform(String))),
  AllowedValues: v.optional(v.array(v.pipe(v.union([v.string(), v.number()]), v.transform(String)))),
  AllowedPattern: v.optional(v.string()),
});

/**
 * The values of a stack's parameters: what was given for `Stack:Name`, else for `Name`, else the default. Throws when one has neither,
 * or when a value is outside what the template allows. List types answer lists, all others text.
 */
export function parameterValues(
  { name: stack, template }: Stack,
  given: Readonly<Record<string, string>>,
): Map<string, string | string[]> {
  const values = new Map<string, string | string[]>();
  for (const [name, declared] of Object.entries(template.Parameters)) {
    const { Type, Default, AllowedValues, AllowedPattern } = v.parse(declaration, declared);
    const value = given[`${stack}:${name}`] ?? given[name] ?? Default;
    if (value === undefined)
      throw new Error(`stack ${stack}: parameter ${name} has no default and no value was given for it`);
    if (AllowedValues && !AllowedValues.includes(value))
      throw new Error(`stack ${stack}: parameter ${name} is "${value}", allowed are ${AllowedValues.join(', ')}`);
    if (AllowedPattern !== undefined && !new RegExp(`^(?:${AllowedPattern})$`).test(value))
      throw new Error(`stack ${stack}: parameter ${name} is "${value}", which does not match ${AllowedPattern}`);
    values.set(name, isList(Type) ? value.split(',').map((item) => item.trim()) : value);
  }
  return values;
}

/** Throws when a value is given for a parameter that no stack declares: most likely a misspelling. */
export function refuseUnknownParameters(stacks: readonly Stack[], given: Readonly<Record<string, string>>): void {
  const known = new Set(
    stacks.flatMap(({ name, template }) => Object.keys(template.Parameters).flatMap((key) => [key, `${name}:${key}`])),
  );
  for (const name of Object.keys(given))
    if (!known.has(name))
      throw new Error(`no stack declares a parameter ${name}; declared are ${[...known].join(', ')}`);
}

const isList = (type: string) => type === 'CommaDelimitedList' || type.startsWith('List<');
