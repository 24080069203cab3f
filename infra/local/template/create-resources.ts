import { type Attributes, type Host, type Providers, placeOf } from '../provider.ts';
import type { Assembly, Stack, TemplateResource } from './assembly.ts';
import { conditionsOf } from './conditions.ts';
import { creationOrder } from './creation-order.ts';
import { inertAttribute, isInert } from './inert.ts';
import { parameterValues, refuseUnknownParameters } from './parameters.ts';
import { referencesOf } from './references.ts';
import { resolve } from './resolve.ts';
import { noValue, type Scope } from './scope.ts';

/** Outputs by stack and name. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Creates every resource of every stack in order of dependency and answers the stacks' outputs. Throws on the first resource that cannot be hosted,
 * naming its type, logical id and stack; nothing is created before all types of all stacks are known to be hostable.
 */
export async function createResources(
  assembly: Assembly,
  given: Readonly<Record<string, string>>,
  providers: Providers,
  host: Host,
): Promise<Outputs> {
  refuseUnknownParameters(assembly.stacks, given);
  const exports = new Map<string, unknown>();
  const prepared = assembly.stacks.map((stack) => prepare(stack, given, providers, host, exports));
  const outputs: Record<string, Record<string, unknown>> = {};
  for (const stack of prepared) {
    await stack.create();
    outputs[stack.name] = stack.outputs();
  }
  return outputs;
}

function prepare(
  stack: Stack,
  given: Readonly<Record<string, string>>,
  providers: Providers,
  host: Host,
  exports: Map<string, unknown>,
) {
  const { name, template } = stack;
  const created = new Map<string, Attributes>();
  const scope = scopeOf(stack, given, host, created, exports);
  const wanted = Object.entries(template.Resources).filter(([, { Condition: c }]) => !c || scope.condition(c));
  for (const [logicalId, { Type }] of wanted) refuseUnknownType({ logicalId, stack: name, type: Type }, providers);
  const order = orderOf(name, wanted, scope);
  const create = async () => {
    for (const logicalId of order) {
      const { Type: type, Properties } = template.Resources[logicalId] ?? { Type: '', Properties: {} };
      const provider = providers[type];
      if (provider === undefined) continue;
      const properties = resolve(Properties, scope, `${name}/${logicalId}/Properties`);
      const resource = {
        logicalId,
        stack: name,
        type,
        properties: Object.fromEntries(Object.entries(properties ?? {})),
      };
      created.set(logicalId, await provider.create(resource, host));
    }
  };
  return { name, create, outputs: () => outputsOf(stack, scope, exports) };
}

function orderOf(stack: string, wanted: [string, TemplateResource][], scope: Scope): string[] {
  const references = wanted.map(
    ([logicalId, resource]) => [logicalId, referencesOf(resource, scope, `${stack}/${logicalId}`)] as const,
  );
  try {
    return creationOrder(new Map(references));
  } catch (cause) {
    throw new Error(`stack ${stack}: resources refer to each other: ${String(cause)}`, { cause });
  }
}

function refuseUnknownType(resource: { logicalId: string; stack: string; type: string }, providers: Providers): void {
  if (resource.type in providers || isInert(resource.type)) return;
  throw new Error(
    `${placeOf(resource)}: no provider hosts ${resource.type} locally; write one in infra/local/providers, ` +
      'or name the type in infra/local/template/inert.ts when nothing of it has to run',
  );
}

function scopeOf(
  { name: stack, template }: Stack,
  given: Readonly<Record<string, string>>,
  host: Host,
  created: ReadonlyMap<string, Attributes>,
  exports: ReadonlyMap<string, unknown>,
): Scope {
  const parameters = parameterValues({ name: stack, template }, given);
  const scope: Scope = {
    stack,
    pseudo: pseudoParameters(stack, host),
    parameters,
    mappings: template.Mappings,
    condition: conditionsOf(stack, template.Conditions, (expression, place) => resolve(expression, scope, place)),
    resource: (logicalId, attribute) => attributeOf(stack, template.Resources, created, logicalId, attribute),
    imported: (name) => {
      if (!exports.has(name)) throw new Error(`stack ${stack}: no stack created before it exports ${name}`);
      return exports.get(name);
    },
  };
  return scope;
}

const pseudoParameters = (stack: string, { region, account }: Host): Record<string, string> => ({
  'AWS::AccountId': account,
  'AWS::Partition': 'aws',
  'AWS::Region': region,
  'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${stack}/local`,
  'AWS::StackName': stack,
  'AWS::URLSuffix': 'amazonaws.com',
});

function attributeOf(
  stack: string,
  resources: Readonly<Record<string, TemplateResource>>,
  created: ReadonlyMap<string, Attributes>,
  logicalId: string,
  attribute?: string,
): string {
  const resource = resources[logicalId];
  if (resource === undefined) throw new Error(`stack ${stack}: nothing is called ${logicalId}`);
  const attributes = created.get(logicalId);
  const place = placeOf({ stack, logicalId, type: resource.Type });
  if (attributes === undefined && isInert(resource.Type)) return inertAttribute(stack, logicalId, attribute);
  if (attributes === undefined) throw new Error(`${place}: is referred to, but its condition leaves it out`);
  const value = attributes[attribute ?? 'ref'];
  if (value !== undefined) return value;
  const known = Object.keys(attributes).filter((key) => key !== 'ref');
  throw new Error(`${place}: has no attribute ${attribute} locally, only ${known.join(', ') || 'none'}`);
}

function outputsOf({ name, template }: Stack, scope: Scope, exports: Map<string, unknown>): Record<string, unknown> {
  const outputs: Record<string, unknown> = {};
  for (const [key, { Value, Condition, Export }] of Object.entries(template.Outputs)) {
    if (Condition !== undefined && !scope.condition(Condition)) continue;
    const value = resolve(Value, scope, `${name}/Outputs/${key}`);
    if (value !== noValue) outputs[key] = value;
    if (Export !== undefined) exports.set(String(resolve(Export.Name, scope, `${name}/Outputs/${key}/Export`)), value);
  }
  return outputs;
}
