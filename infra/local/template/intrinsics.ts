import { noValue, type Scope } from './scope.ts';

/** An intrinsic is handed the resolver, so that it can choose what to resolve (`Fn::If` takes one branch only). */
interface Call {
  readonly scope: Scope;
  readonly place: string;
  resolve(value: unknown, scope: Scope, place: string): unknown;
}
type Intrinsic = (argument: unknown, call: Call) => unknown;

/** Every intrinsic answered locally, by name; `Ref` and `Condition` stand in `resolve.ts`. */
export const intrinsics: Readonly<Record<string, Intrinsic>> = {
  'Fn::GetAtt': (argument, { scope, place }) => {
    const [logicalId, attribute] = attributePath(argument, place);
    return scope.resource(logicalId, attribute);
  },
  'Fn::Join': (argument, call) => {
    const [separator, items] = list(argument, call, 2);
    return texts(call.resolve(items, call.scope, call.place), call.place).join(text(separator, call.place));
  },
  'Fn::Split': (argument, call) => {
    const [separator, source] = list(argument, call, 2);
    return text(call.resolve(source, call.scope, call.place), call.place).split(text(separator, call.place));
  },
  'Fn::Select': (argument, call) => {
    const [index, items] = list(argument, call, 2);
    const at = Number(call.resolve(index, call.scope, call.place));
    const from = call.resolve(items, call.scope, call.place);
    if (!Array.isArray(from) || !(at in from)) throw new Error(`${call.place}: there is no item ${String(index)}`);
    return from[at];
  },
  'Fn::Sub': substitute,
  'Fn::If': (argument, call) => {
    const [condition, yes, no] = list(argument, call, 3);
    const branch = call.scope.condition(text(condition, call.place)) ? yes : no;
    return call.resolve(branch, call.scope, call.place);
  },
  'Fn::Equals': (argument, call) => {
    const [left, right] = list(call.resolve(argument, call.scope, call.place), call, 2);
    return String(left) === String(right);
  },
  'Fn::And': (argument, call) => list(call.resolve(argument, call.scope, call.place), call).every((it) => it === true),
  'Fn::Or': (argument, call) => list(call.resolve(argument, call.scope, call.place), call).some((it) => it === true),
  'Fn::Not': (argument, call) => list(call.resolve(argument, call.scope, call.place), call, 1)[0] !== true,
  'Fn::FindInMap': (argument, call) => {
    const [map, top, second] = texts(call.resolve(argument, call.scope, call.place), call.place);
    const found = call.scope.mappings[map ?? '']?.[top ?? '']?.[second ?? ''];
    if (found === undefined) throw new Error(`${call.place}: no mapping ${map}/${top}/${second}`);
    return found;
  },
  'Fn::ImportValue': (argument, call) =>
    call.scope.imported(text(call.resolve(argument, call.scope, call.place), call.place)),
  'Fn::Base64': (argument, call) =>
    Buffer.from(text(call.resolve(argument, call.scope, call.place), call.place)).toString('base64'),
};

/** `Ref`: a pseudo parameter, a parameter or a resource. */
export function ref(argument: unknown, scope: Scope, place: string): unknown {
  const name = text(argument, `${place}/Ref`);
  if (name === 'AWS::NoValue') return noValue;
  if (name.startsWith('AWS::')) {
    const value = scope.pseudo[name];
    if (value === undefined) throw new Error(`${place}: the pseudo parameter ${name} is not known locally`);
    return value;
  }
  return scope.parameters.get(name) ?? scope.resource(name);
}

/** The two spellings of `Fn::GetAtt`: `[resource, attribute]` and `resource.attribute`; an attribute may itself hold dots. */
export function attributePath(argument: unknown, place: string): [logicalId: string, attribute: string] {
  const parts = typeof argument === 'string' ? argument.split('.') : argument;
  if (!Array.isArray(parts) || parts.length < 2 || !parts.every((part) => typeof part === 'string'))
    throw new Error(`${place}: wants a resource and an attribute`);
  const [logicalId, ...attribute] = parts;
  return [String(logicalId), attribute.join('.')];
}

/** Placeholders of a `Fn::Sub` text: `${Name}`, `${Resource.Attribute}`; `${!Literal}` is none. */
export const placeholder = /\$\{(?!!)([^}]+)\}/g;

function substitute(argument: unknown, call: Call): string {
  const [template, given] = Array.isArray(argument) ? argument : [argument, {}];
  const own = call.resolve(given, call.scope, call.place);
  return text(template, call.place)
    .replaceAll(placeholder, (_, name: string) => {
      if (typeof own === 'object' && own !== null && Object.hasOwn(own, name))
        return text(Object.entries(own).find(([key]) => key === name)?.[1], call.place);
      if (!name.startsWith('AWS::') && name.includes('.'))
        return call.scope.resource(...attributePath(name, call.place));
      return text(ref(name.trim(), call.scope, call.place), call.place);
    })
    .replaceAll('${!', '${');
}

function list(value: unknown, { place }: Call, length?: number): unknown[] {
  if (!Array.isArray(value) || (length !== undefined && value.length !== length))
    throw new Error(`${place}: wants a list${length === undefined ? '' : ` of ${length}`}`);
  return value;
}

function text(value: unknown, place: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${place}: wants text, got ${JSON.stringify(value)}`);
}

const texts = (value: unknown, place: string): string[] => {
  if (!Array.isArray(value)) throw new Error(`${place}: wants a list`);
  return value.map((item) => text(item, place));
};
