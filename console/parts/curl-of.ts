import type { Operation } from './api-document.ts';
import { ACCEPT } from './asked-with.ts';
import { exampleOf } from './schema-rows.ts';

export interface CalledWith {
  readonly origin: string;
  readonly tenant: string;
  /** Of parameters, by name; those that are empty are left out, or stand as their names in a path. */
  readonly values: Readonly<Record<string, string>>;
}

/** The path of an operation with its parameters in place. */
export function calledPath({ path, parameters }: Operation, values: CalledWith['values']): string {
  const placed = path.replace(/\{(\w+)\}/g, (whole, name: string) =>
    values[name] ? encodeURIComponent(values[name]) : whole,
  );
  const asked = parameters.flatMap(({ name, in: place }) =>
    place === 'query' && values[name] ? [[name, values[name]]] : [],
  );
  return asked.length === 0 ? placed : `${placed}?${new URLSearchParams(asked)}`;
}

/** One word of the shell, between single quotes. */
const quoted = (text: string) => text.replaceAll("'", `'\\''`);

/** An operation as a line for a shell (curl), with a token from the environment: one of a machine of the tenant. */
export function curlOf(operation: Operation, { origin, tenant, values }: CalledWith): string {
  const { method, permission, body } = operation;
  const headers = [
    ...(permission === undefined ? [] : [`-H "authorization: Bearer $TOKEN"`]),
    ...(body === undefined ? [] : [`-H 'content-type: application/json'`]),
    ...(values[ACCEPT] ? [`-H 'accept: ${values[ACCEPT]}'`] : []),
    ...operation.parameters.flatMap(({ name, in: place }) =>
      place === 'header' && values[name] ? [`-H '${quoted(`${name}: ${values[name]}`)}'`] : [],
    ),
  ];
  const data = body === undefined ? [] : [`-d '${quoted(JSON.stringify(exampleOf(body), undefined, 2))}'`];
  const call = [`curl -X ${method}`, ...headers, ...data, `'${origin}${calledPath(operation, values)}'`].join(
    ' \\\n  ',
  );
  return permission === undefined
    ? call
    : `# TOKEN: of a machine client of ${tenant} whose role carries ${permission}\n${call}`;
}
