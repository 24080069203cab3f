import { isExactNumber } from '../wire/exact-number.ts';
import { isJsonObject, type Json } from '../wire/json.ts';
import { isBuiltIn, isFullUri } from './prefixes.ts';
import { isFull, noteName, noteValue, place, report, type Scope } from './scope.ts';

/** Checks a member that the standard does not know: its name needs a prefix that is defined, or is a URI itself. */
export function extension(name: string, value: Json, scope: Scope): void {
  if (name.includes(':')) {
    extensionName(name, scope);
    extensionValue(value, scope);
  } else {
    const detail = `"${name}" is not a member of this structure`;
    report(scope, detail, scope.binding, 'give extension members a prefix');
  }
}

/** Inside an extension the names are its owner's business, attributes (`@name`) and text (`#text`) among them; only prefixes must mean something. */
export function extensionValue(value: Json, scope: Scope): void {
  if (typeof value === 'string') noteValue(value, scope);
  else if (typeof value === 'number' || isExactNumber(value)) scope.numbers++;
  else if (Array.isArray(value)) {
    for (let index = 0; index < value.length && !isFull(scope); index++) {
      const before = scope.problems.length;
      extensionValue(value[index] ?? null, scope);
      if (scope.problems.length > before) place(scope, before, index);
    }
  } else if (isJsonObject(value)) {
    for (const name in value) {
      scope.members++;
      const before = scope.problems.length;
      if (name.includes(':')) extensionName(name, scope);
      extensionValue(value[name] ?? null, scope);
      if (scope.problems.length > before) place(scope, before, name);
    }
  }
}

function extensionName(member: string, scope: Scope): void {
  const name = member.startsWith('@') ? member.slice(1) : member;
  const prefix = name.slice(0, name.indexOf(':'));
  if (scope.definitions.has(prefix)) noteName(name, scope);
  else if (!isBuiltIn(prefix) && !isFullUri(name))
    report(scope, `the prefix "${prefix}" is not defined`, scope.binding, `define "${prefix}" in @context`);
}
