import type * as v from 'valibot';
import { testedMapping } from '../../shared/messages/mappings-api.ts';
import type { Needs } from '../needs.ts';
import { acting } from './acting.ts';
import { element } from './element.ts';
import { mappedProblems } from './mapping-preview.ts';
import { table } from './table.ts';

type Tested = v.InferOutput<typeof testedMapping>;
type Sample = Tested['samples'][number];

/** Runs the samples of a version, and shows what each came to. @param path of the mapping */
export function mappingTests({ api }: Needs, path: string, version: number): HTMLElement {
  const seen = element('div', { 'aria-live': 'polite' });
  const run = async () => {
    seen.replaceChildren();
    seen.replaceChildren(outcomeOf(await api.post(`${path}/test`, { version }, testedMapping)));
  };
  return element('div', {}, acting([`Run the samples of version ${version}`, run]), seen);
}

function outcomeOf({ passed, samples }: Tested): HTMLElement {
  const outcome = samples.length === 0 ? 'It has no samples.' : passed ? 'All samples pass.' : 'Not all samples pass.';
  const rows = table(
    samples,
    [
      { title: 'Sample', cell: ({ name }: Sample) => name },
      {
        title: 'Outcome',
        cell: (one: Sample) =>
          element('span', { class: one.passed ? 'good' : 'bad' }, one.passed ? 'passed' : 'failed'),
      },
      { title: 'What came of it', cell: detailOf },
    ],
    'Write some with the next version: a mapping that nothing tests is approved by eye alone.',
  );
  return element('div', {}, element('p', { class: passed ? 'good' : 'bad' }, outcome), rows);
}

function detailOf({ differs, output, problems = [] }: Sample): HTMLElement {
  return element(
    'div',
    { class: 'why' },
    differs,
    problems.length > 0 ? mappedProblems(problems) : undefined,
    output === undefined
      ? undefined
      : element('details', {}, element('summary', {}, 'Output'), element('pre', { tabindex: '0' }, output)),
  );
}
