import type { Resource } from '../provider.ts';

/**
 * The name of a resource that the template leaves unnamed: stack and logical id, the same at every start, so that its data is found again.
 * A name longer than `limit` loses its middle, as a logical id is told apart by its end.
 */
export function physicalName({ stack, logicalId }: Pick<Resource, 'stack' | 'logicalId'>, limit: number): string {
  const name = `${stack}-${logicalId}`;
  if (name.length <= limit) return name;
  const head = Math.floor(limit / 2);
  return name.slice(0, head) + name.slice(name.length - (limit - head));
}
