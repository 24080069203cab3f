import { intrinsics, ref } from './intrinsics.ts';
import { noValue, type Scope } from './scope.ts';

/**
 * A value of a template with every intrinsic in it answered. `place` says where the value stands (`Stack/Resource/Properties`) and grows on the
 * way down, so that an error names the spot. Members and items that resolve to `AWS::NoValue` are left out.
 */
export function resolve(value: unknown, scope: Scope, place: string): unknown {
  if (typeof value === 'string') return plain(value, place);
  if (Array.isArray(value))
    return value.map((item, i) => resolve(item, scope, `${place}/${i}`)).filter((item) => item !== noValue);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value);
  const [first] = members;
  if (members.length === 1 && first !== undefined && isIntrinsic(first[0]))
    return answer(first[0], first[1], scope, place);
  const resolved = members.map(([name, member]) => [name, resolve(member, scope, `${place}/${name}`)] as const);
  return Object.fromEntries(resolved.filter(([, member]) => member !== noValue));
}

/** True for a member name that CloudFormation reads as a function, known here or not. */
const isIntrinsic = (name: string) => name === 'Ref' || name === 'Condition' || name.startsWith('Fn::');

function answer(name: string, argument: unknown, scope: Scope, place: string): unknown {
  // A policy statement, too, has a member called Condition; only one with a bare name in it is the intrinsic.
  if (name === 'Condition') return typeof argument === 'string' ? scope.condition(argument) : { Condition: argument };
  if (name === 'Ref') return ref(argument, scope, place);
  const intrinsic = intrinsics[name];
  if (intrinsic === undefined)
    throw new Error(`${place}: ${name} is not known locally; add it to template/intrinsics.ts`);
  return intrinsic(argument, { scope, place: `${place}/${name}`, resolve });
}

function plain(text: string, place: string): string {
  if (text.includes('{{resolve:'))
    throw new Error(`${place}: dynamic references ({{resolve:…}}) are not known locally`);
  return text;
}
