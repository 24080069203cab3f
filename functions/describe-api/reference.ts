import { eventParameters } from '#common/queries/epcis.ts';
import type { QueryShape } from '#common/query-parameters.ts';
import { permissions, roles } from '#shared/access/permissions.ts';
import { headerParameters, headersOf } from './headers.ts';
import { mediaOf } from './media.ts';
import { openapi, schemaOf } from './openapi.ts';
import { queryParameter, shapesOf } from './parameters.ts';
import type { RouteDescription, RouteDescriptions } from './routes/route-description.ts';

/** The reference page of the API, in Markdown, from the same descriptions as the OpenAPI document. */
export function reference(routes: RouteDescriptions): string {
  const groups = Map.groupBy(Object.entries(routes), ([route]) => groupOf(route));
  const sections = [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, entries]) => {
      const told = entries.toSorted(([a], [b]) => (pathFirst(a) < pathFirst(b) ? -1 : 1)).map(tell);
      return `## ${group}\n\n${told.join('\n')}`;
    });
  return [head, headerTable(), permissionTable(), ...sections, eventQuery()].join('\n');
}

const head = [
  '# HTTP API',
  '',
  'Written by `npx node functions/describe-api/write-reference.ts` from the descriptions behind `GET /api/openapi.json` (OpenAPI 3.1); do not',
  'edit it by hand.',
  '',
  openapi({}).info.description,
  '',
].join('\n');

/** `/api/lots/{lot}` is among lots, `/epcis/events` of the repository. */
function groupOf(route: string): string {
  const [, path = ''] = route.split(' ');
  const [, first = '', second = ''] = path.split('/');
  return first === 'api' ? `/api/${second}` : `/${first}`;
}

const pathFirst = (route: string) => route.split(' ').toReversed().join(' ');

function tell([route, description]: [string, RouteDescription]): string {
  const { summary, permission, body, answer } = description;
  const lines = [
    `### \`${route.replace('+}', '}')}\``,
    '',
    `${summary}. ${permission === undefined ? 'No token is needed.' : `Permission \`${permission}\`.`}`,
    '',
    ...queryLines(shapesOf(route)),
    ...headerLine(headersOf(route, description)),
    ...(body === undefined ? [] : [`- body: ${shapeOf(schemaOf(body))}`]),
    `- answer: ${answer.status}${answer.shape === undefined ? '' : ` ${shapeOf(schemaOf(answer.shape))}`}`,
    ...mediaLine(mediaOf(route)),
    '',
  ];
  return lines.join('\n');
}

const mediaLine = ([, ...others]: readonly string[]) =>
  others.length === 0 ? [] : [`- by \`Accept\` also ${others.map((one) => `\`${one}\``).join(', ')}`];

/** The many that queries of events take are told once, below. */
function queryLines(shape: QueryShape): string[] {
  if (shape === eventParameters)
    return ['- parameters of [SimpleEventQuery](#simpleeventquery), `?perPage=` and `?nextPageToken=`'];
  return Object.entries(shape).map(([name, one]) => {
    const { description, schema, required } = queryParameter(name, one);
    const range = rangeOf(schema);
    const must = required ? ', must be given' : '';
    return `- \`?${name}=\` ${description}${must}${range === '' ? '' : ` (${range})`}`;
  });
}

function rangeOf({ type, enum: words, minimum, maximum, default: otherwise }: Schema & object): string {
  const values = words?.join(', ') ?? (type === 'integer' ? `${minimum} to ${maximum}` : '');
  const absent = otherwise === undefined ? '' : `${otherwise} when absent`;
  return [values, absent].filter((part) => part !== '').join('; ');
}

const headerLine = (names: readonly string[]): string[] => {
  const own = names.filter((name) => name !== 'Seriate-Acting-For');
  return own.length === 0 ? [] : [`- headers: ${own.map((name) => `\`${name}\``).join(', ')}`];
};

function eventQuery(): string {
  const rows = Object.entries(eventParameters).map(([name, one]) => {
    return `| \`${name}\` | ${queryParameter(name, one).description.replaceAll('|', '\\|')} |`;
  });
  const head = [
    '## SimpleEventQuery',
    '',
    'Events are queried by these (EPCIS 2.0 §8.2.7.1).',
    '',
    '| parameter | value |',
  ];
  return [...head, '|---|---|', ...rows, ''].join('\n');
}

function headerTable(): string {
  const rows = Object.values(headerParameters).map(({ name, description }) => `| \`${name}\` | ${description} |`);
  return ['## Headers of requests', '', '| header | what it says |', '|---|---|', ...rows, ''].join('\n');
}

function permissionTable(): string {
  const rows = Object.entries(permissions).map(([name, holders]) => {
    const has = roles.map((role) => ([...holders].some((one) => one === role) ? 'x' : ' '));
    return `| \`${name}\` | ${has.join(' | ')} |`;
  });
  return [
    '## Permissions',
    '',
    `| | ${roles.join(' | ')} |`,
    `|---|${roles.map(() => '---|').join('')}`,
    ...rows,
    '',
  ].join('\n');
}

type Schema = ReturnType<typeof schemaOf> | boolean;

/** Deeper than this the OpenAPI document has to be read. */
const DEEPEST = 3;

/** A schema in one line: members with their kinds, a question mark behind those that may be absent. */
const shapeOf = (schema: Schema): string => `\`${plain(schema, 0)}\``;

function plain(schema: Schema, depth: number): string {
  if (typeof schema === 'boolean') return 'any';
  const { type, enum: words, items, properties } = schema;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (words !== undefined) return words.map((word) => JSON.stringify(word)).join(' | ');
  const several = schema.anyOf ?? schema.oneOf;
  if (several !== undefined) return several.map((one) => plain(one, depth)).join(' | ');
  if (schema.allOf !== undefined) return schema.allOf.map((one) => plain(one, depth)).join(' & ');
  if (items !== undefined)
    return `[${[items]
      .flat()
      .map((one) => plain(one, depth))
      .join(', ')}]`;
  if (properties === undefined || Object.keys(properties).length === 0) return [type ?? 'any'].flat().join(' | ');
  if (depth === DEEPEST) return '{…}';
  const members = Object.entries(properties).map(([name, of]) => {
    const mark = schema.required?.includes(name) ? '' : '?';
    return `${name}${mark}: ${plain(of, depth + 1)}`;
  });
  return `{ ${members.join(', ')} }`;
}
