import { isBuiltIn, namespaceOf } from '../epcis/prefixes.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { type CsvMapping, LARGEST_MAPPING, type Mapping } from './mapping.ts';

/** What of a mapping does not go together, each with its place. Its shape is sound by then. */
export function mappingProblems(mapping: Mapping): Refusal[] {
  const problems: Refusal[] = [];
  const bytes = new TextEncoder().encode(JSON.stringify(mapping)).length;
  if (bytes > LARGEST_MAPPING)
    problems.push(
      refuse('too-large', `the mapping has ${bytes} bytes of ${LARGEST_MAPPING}`, {
        at: '/words',
        remedy: 'keep fewer pairs in its tables',
      }),
    );
  if (mapping.format === 'csv') problems.push(...csvProblems(mapping));
  if ('namespaces' in mapping)
    for (const [index, pair] of (mapping.namespaces ?? []).entries())
      for (const side of ['ours', 'theirs'] as const)
        if (isStandards(pair[side]))
          problems.push(
            wrong(
              `/namespaces/${index}/${side}`,
              `${pair[side]} is the standard's own`,
              'rename namespaces of others, cbvmda or the GS1 Web Vocabulary',
            ),
          );
  return problems;
}

const wrong = (at: string, detail: string, remedy: string): Refusal =>
  refuse('malformed', detail, { at, rule: 'Seriate mapping, docs/partners-mapping.md', remedy });

/** Namespaces whose names the standard reads by itself. */
const isStandards = (namespace: string): boolean =>
  ['epcis', 'cbv', 'rdf', 'rdfs', 'owl', 'xsd', 'dcterms'].some(
    (prefix) => isBuiltIn(prefix) && namespaceOf(prefix, new Map()) === namespace,
  );

function csvProblems({ direction, columns, defaults, rows, header }: CsvMapping): Refusal[] {
  const problems: Refusal[] = [];
  const has = (of: CsvMapping['columns'][number]['of']) => columns.some((column) => column.of === of);
  const names = columns.map(({ name }) => name);
  for (const [index, { name, of, form, value }] of columns.entries()) {
    const at = `/columns/${index}`;
    if (header && names.indexOf(name) !== index)
      problems.push(wrong(`${at}/name`, `column ${name} stands twice`, 'give every column a name of its own'));
    if (of === 'constant' && value === undefined)
      problems.push(wrong(`${at}/value`, `column ${name} has no value`, 'say the constant'));
    if (form !== undefined && !isForm(of, form))
      problems.push(
        wrong(`${at}/form`, `${form} is no form of ${of}`, 'times and days alone have one, with yyyy or yy, MM and dd'),
      );
  }
  const units = has('epc') || has('sscc') || (has('gtin') && has('serial'));
  if (!units) problems.push(wrong('/columns', 'no column names the units', 'add epc, sscc, or gtin and serial'));
  if (direction === 'out') return problems;
  if (!has('eventTime'))
    problems.push(wrong('/columns', 'no column says when it happened', 'add a column of eventTime'));
  if (!has('kind') && defaults?.kind === undefined)
    problems.push(wrong('/defaults/kind', 'nothing says what happened', 'add a column of kind, or a default'));
  if (rows === 'event' && has('sscc') && has('serial'))
    problems.push(wrong('/columns', 'rows of events cannot have both sscc and serial', 'take epc'));
  return problems;
}

function isForm(of: string, form: string): boolean {
  return ['eventTime', 'expiry', 'produced'].includes(of) && /yy/.test(form) && /MM/.test(form) && /dd/.test(form);
}
