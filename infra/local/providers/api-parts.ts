import { placeOf, type Resource } from '../provider.ts';

/** How the parts of an API refer to each other. */
export const idOf = ({ stack, logicalId }: Pick<Resource, 'stack' | 'logicalId'>) => `${stack}-${logicalId}`;

/** A function's ARN stands alone or inside API Gateway's own ARN for invoking it. */
export const functionOf = (uri: string) => /functions\/(arn:[^/]+)\/invocations$/.exec(uri)?.[1] ?? uri;

/** What was created under an id. Throws, naming the resource that refers to it, when nothing was. */
export function known<Value>(values: ReadonlyMap<string, Value>, id: string, resource: Resource): Value {
  const value = values.get(id);
  if (value === undefined) throw new Error(`${placeOf(resource)}: refers to ${id}, which was not created`);
  return value;
}
