import type { Operation } from './api-document.ts';

/** What is asked by in the field that chooses the media type; no parameter bears the name. */
export const ACCEPT = 'Accept';

/** Media types in which the good answer can come. */
export const mediaOf = ({ answers }: Pick<Operation, 'answers'>): readonly string[] =>
  answers.find(({ status }) => status.startsWith('2'))?.media ?? [];

/** Headers of a call beside the token: the media type that is chosen, and header parameters that were given. */
export function headersAsked(
  operation: Pick<Operation, 'answers' | 'parameters'>,
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const named = operation.parameters.filter((one) => one.in === 'header').map(({ name }) => name);
  const [usual = 'application/json'] = mediaOf(operation);
  const given = named.flatMap((name) => (values[name] ? [[name, values[name]] as const] : []));
  return { accept: values[ACCEPT] || usual, ...Object.fromEntries(given) };
}

const endings: readonly (readonly [RegExp, string])[] = [
  [/[/+]json\b/, 'json'],
  [/[/+]xml\b/, 'xml'],
  [/^text\/csv\b/, 'csv'],
  [/^text\/html\b/, 'html'],
  [/^application\/zip\b/, 'zip'],
  [/^application\/gzip\b/, 'gz'],
  [/^text\//, 'txt'],
];

/** How a file is called that holds an answer of a media type. */
export function answerName(contentType: string | undefined): string {
  const type = contentType?.toLowerCase() ?? '';
  return `answer.${endings.find(([form]) => form.test(type))?.[1] ?? 'bin'}`;
}
