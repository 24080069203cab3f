import type { Needs } from '../needs.ts';
import { codeToEpc } from '../parts/code-to-epc.ts';
import { element } from '../parts/element.ts';
import { action, field, form } from '../parts/form.ts';
import { problemNote } from '../parts/problem-note.ts';
import { unitContents } from '../parts/unit-contents.ts';
import { unitFacts, unitShape } from '../parts/unit-facts.ts';
import { unitHistory } from '../parts/unit-history.ts';
import { unitParents } from '../parts/unit-parents.ts';
import { localTime } from '../parts/when.ts';
import { type Route, routeTo } from '../route.ts';

/** Finds one unit by any code of it and shows what it is, where it is packed, what is in it and its journey, now or at a time. */
export function unitPage(needs: Needs, { subject, query }: Route): HTMLElement {
  const at = query.get('at');
  const result = element('div', { 'aria-live': 'polite' });
  if (subject !== '') {
    result.append(element('p', { class: 'empty' }, 'Looking …'));
    void show(needs, subject, at).then(
      (found) => result.replaceChildren(...found),
      (error: unknown) => result.replaceChildren(problemNote(error)),
    );
  }
  const times = subject === '' ? undefined : timeForm(subject, at);
  return element('section', {}, element('h2', {}, 'Find a unit'), findForm(subject), times, result);
}

function findForm(subject: string): HTMLElement {
  const code = element('input', {
    name: 'code',
    'aria-label': 'Code of a pack, case or pallet',
    placeholder: 'EPC URN, Digital Link, or a scanned element string',
    autocomplete: 'off',
    spellcheck: 'false',
    required: '',
    value: subject,
  });
  const find = async () => {
    const to = routeTo('units', codeToEpc(code.value.trim()));
    if (to === location.hash) window.dispatchEvent(new HashChangeEvent('hashchange'));
    else location.hash = to;
  };
  return form('Find a unit', find, code, element('button', { type: 'submit' }, 'Find'));
}

/** Goes to another time; the times of the history lead there as well. */
function timeForm(subject: string, at: string | undefined): HTMLElement {
  const known = at === undefined || Number.isNaN(Date.parse(at)) ? '' : localTime(new Date(at));
  const time = element('input', { type: 'datetime-local', name: 'at', step: '0.001', required: '', value: known });
  const go = async () => {
    location.hash = routeTo('units', subject, { at: new Date(time.value).toISOString() });
  };
  const now = action('Now', () => {
    location.hash = routeTo('units', subject);
  });
  now.disabled = at === undefined;
  return form('Time', go, field('As it was at', time), element('button', { type: 'submit' }, 'Show'), now);
}

async function show(needs: Needs, epc: string, at: string | undefined): Promise<HTMLElement[]> {
  const path = `/api/units/${encodeURIComponent(epc)}`;
  const query = at === undefined ? '' : `?${new URLSearchParams({ at })}`;
  const [unit, parents, history] = await Promise.all([
    needs.api.get(`${path}${query}`, unitShape),
    unitParents(needs, path, at),
    unitHistory(needs, path, at),
  ]);
  const contents = unit.children > 0 ? await unitContents(needs, path, at) : undefined;
  return [
    ...unitFacts(needs, unit, at),
    element('h3', {}, 'Packed in'),
    parents,
    ...(contents === undefined ? [] : [element('h3', {}, 'Contents'), contents]),
    element('h3', {}, 'History'),
    history,
  ];
}
