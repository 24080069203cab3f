import * as v from 'valibot';
import { type StatementKind, statementKinds, toldByHand } from '../../shared/messages/statements-api.ts';
import type { Needs } from '../needs.ts';
import { element } from '../parts/element.ts';
import { choice, field } from '../parts/form.ts';
import { problemNote } from '../parts/problem-note.ts';
import { keptDraft } from '../parts/statement-draft.ts';
import { statementForm } from '../parts/statement-form.ts';

const PLACES = 'known-places';
const placesShape = v.object({ locations: v.array(v.looseObject({ gln: v.string(), name: v.optional(v.string()) })) });

/** What a person has a regulator told, since no event tells it: the market, what is told, and a form for that. */
export function statementsPage(needs: Needs): HTMLElement {
  const draft = keptDraft();
  const market = choice('market', Object.entries(toldByHand));
  if (draft !== undefined) market.value = draft.market;
  const holder = element('div', {}, element('p', { class: 'empty' }, 'Loading …'));
  const places = element('datalist', { id: PLACES });
  const show = () => void showMarket(needs, market.value, holder);
  market.addEventListener('change', show);
  show();
  // Who may not see places writes their GLNs.
  if (needs.may('registry:read')) void fillPlaces(needs, places).catch(() => undefined);
  return element(
    'section',
    {},
    element('h2', {}, 'Tell a regulator by hand'),
    element('p', {}, 'What no event tells: it is checked, signed for, told in order and kept like every other report.'),
    element('div', { class: 'row' }, field('Regulator', market)),
    holder,
    places,
  );
}

async function showMarket(needs: Needs, market: string, holder: HTMLElement): Promise<void> {
  try {
    const { statements } = await needs.api.get(`/api/regulators/${market}/statements`, statementKinds);
    holder.replaceChildren(
      statements.length === 0
        ? element('p', { class: 'empty' }, 'This regulator is told everything by events.')
        : statementsOf(needs, market, statements),
    );
  } catch (error) {
    holder.replaceChildren(problemNote(error));
  }
}

function statementsOf(needs: Needs, market: string, statements: readonly StatementKind[]): HTMLElement {
  const name = choice(
    'statement',
    statements.map(({ name: id, title }) => [id, `${title} (${id})`] as const),
  );
  const draft = keptDraft();
  if (draft?.market === market) name.value = draft.name;
  const holder = element('div', {});
  const show = async () => {
    const kind = statements.find((one) => one.name === name.value);
    if (kind === undefined) return;
    const form = await statementForm(needs, { market, kind, places: PLACES }).catch(problemNote);
    // Another one was chosen meanwhile.
    if (kind.name === name.value) holder.replaceChildren(form);
  };
  name.addEventListener('change', () => void show());
  void show();
  return element('div', {}, element('div', { class: 'row' }, field('What is told', name, true)), holder);
}

async function fillPlaces({ api }: Needs, places: HTMLElement): Promise<void> {
  const { locations } = await api.get('/api/locations', placesShape);
  places.append(...locations.map(({ gln, name = '' }) => element('option', { value: gln }, name)));
}
