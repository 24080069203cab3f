import type { TemplateResource } from './assembly.ts';
import { attributePath, placeholder } from './intrinsics.ts';
import type { Scope } from './scope.ts';

/** Names a resource refers to by `Ref`, `Fn::GetAtt`, `Fn::Sub` or `DependsOn`; of a `Fn::If` only the branch that is taken. */
export function referencesOf(resource: TemplateResource, scope: Pick<Scope, 'condition'>, place: string): Set<string> {
  const names = new Set(resource.DependsOn);
  collect(resource.Properties, scope, place, names);
  return names;
}

function collect(value: unknown, scope: Pick<Scope, 'condition'>, place: string, names: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, scope, place, names);
    return;
  }
  for (const [name, argument] of Object.entries(value)) {
    if (name === 'Ref' && typeof argument === 'string') names.add(argument);
    else if (name === 'Fn::GetAtt') names.add(attributePath(argument, place)[0]);
    else if (name === 'Fn::If' && Array.isArray(argument))
      collect(scope.condition(String(argument[0])) ? argument[1] : argument[2], scope, place, names);
    else {
      if (name === 'Fn::Sub') for (const used of placeholders(argument)) names.add(used);
      collect(argument, scope, place, names);
    }
  }
}

function placeholders(argument: unknown): string[] {
  const template: unknown = Array.isArray(argument) ? argument[0] : argument;
  if (typeof template !== 'string') return [];
  const own: unknown = Array.isArray(argument) ? argument[1] : undefined;
  return [...template.matchAll(placeholder)]
    .map(([, name = '']) => name.trim())
    .filter((name) => !(typeof own === 'object' && own !== null && Object.hasOwn(own, name)))
    .map((name) => name.split('.')[0] ?? name);
}
