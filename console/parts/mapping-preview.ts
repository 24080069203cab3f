import type * as v from 'valibot';
import { previewedMapping } from '../../shared/messages/mappings-api.ts';
import type { Needs } from '../needs.ts';
import { element } from './element.ts';
import { choice, field, form } from './form.ts';
import { problemLines } from './problem-note.ts';
import { saveAction } from './save-file.ts';

type Previewed = v.InferOutput<typeof previewedMapping>;

/**
 * Tries a mapping on a text, captured events or a lot; nothing is stored.
 *
 * @param tried the name, and what is tried: a version, or a mapping as it is written just now
 */
export function mappingPreview({ api }: Needs, tried: () => { name: string; what: object }): HTMLElement {
  const on = choice('on', [
    ['input', 'a text'],
    ['eventIds', 'captured events'],
    ['lot', 'a lot'],
  ]);
  const input = element('textarea', { name: 'input', class: 'code', rows: '8', spellcheck: 'false' });
  const ids = element('textarea', { name: 'eventIds', rows: '3', spellcheck: 'false' });
  const gtin = element('input', { name: 'gtin', inputmode: 'numeric', autocomplete: 'off' });
  const lot = element('input', { name: 'lot', autocomplete: 'off' });
  const fields: Readonly<Record<string, readonly HTMLElement[]>> = {
    input: [
      field(
        'What a document would hold: EPCIS 2.0 JSON of what goes out, the partner’s document of what comes in',
        input,
        true,
      ),
    ],
    eventIds: [field('Ids of events, one a line', ids, true)],
    lot: [field('GTIN', gtin), field('Lot; its first 100 commissionings', lot)],
  };
  const holder = element('div', { class: 'row wide' });
  const show = () => holder.replaceChildren(...(fields[on.value] ?? []));
  on.addEventListener('change', show);
  show();
  const seen = element('div', { 'aria-live': 'polite' });
  const given = () =>
    on.value === 'input'
      ? { input: input.value }
      : on.value === 'lot'
        ? { lot: { gtin: gtin.value.trim(), lot: lot.value.trim() } }
        : { eventIds: ids.value.split(/\s+/).filter(Boolean) };
  const preview = async () => {
    seen.replaceChildren();
    const { name, what } = tried();
    const path = `/api/mappings/${encodeURIComponent(name || 'unnamed')}/preview`;
    seen.replaceChildren(...shownOf(await api.post(path, { ...what, ...given() }, previewedMapping)));
  };
  const button = element('button', { type: 'submit' }, 'Preview');
  const fieldsOf = form('Preview', preview, field('Try it on', on), holder, button);
  return element('details', {}, element('summary', {}, 'Preview'), fieldsOf, seen);
}

function shownOf({ documents = [], document, family, problems = [] }: Previewed): HTMLElement[] {
  const made = documents.map(({ body, contentType, fileExtension }, i) =>
    element(
      'div',
      {},
      element('b', {}, `Document ${i + 1} of ${documents.length}, ${contentType}`),
      element('pre', { 'aria-label': `Document ${i + 1}`, tabindex: '0' }, body),
      saveAction('Download', `preview-${i + 1}.${fileExtension}`, async () => new Blob([body], { type: contentType })),
    ),
  );
  const read =
    document === undefined
      ? []
      : [
          element('b', {}, `It says: ${family ?? 'epcis'}`),
          element('pre', { 'aria-label': 'What it says', tabindex: '0' }, JSON.stringify(document, undefined, 2)),
        ];
  return [...(problems.length > 0 ? [mappedProblems(problems)] : []), ...made, ...read];
}

/** What a mapping could not do, each with its place. */
export function mappedProblems(problems: NonNullable<Previewed['problems']>): HTMLElement {
  const lines = problems.map(({ refused, line, column, at, ...problem }) => {
    const inText = line === undefined ? undefined : `line ${line}${column === undefined ? '' : `, column ${column}`}`;
    const place = [inText, at].filter(Boolean).join(' · ');
    return element('li', {}, ...problemLines({ ...problem, title: refused, at: place }));
  });
  return element('ol', { class: 'errors', 'aria-label': 'Problems' }, ...lines);
}
