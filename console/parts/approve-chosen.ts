import { approvalReport, MOST_APPROVALS } from '../../shared/messages/approvals.ts';
import type { Needs } from '../needs.ts';
import { element } from './element.ts';
import { action } from './form.ts';
import type { Item, MasterPlace } from './master-kinds.ts';
import { problemLines, problemNote } from './problem-note.ts';

/** Approves several versions at once: which are chosen, the button that approves them, and what became of them. */
export function approveChosen({ api, me, may }: Needs, place: MasterPlace, done: () => void) {
  const chosen = new Map<string, { id: string; version: number; revision: number }>();
  const told = element('div', { 'aria-live': 'polite' });
  const bar = element('p', { class: 'actions start' });
  const button = action('', () => void approve());
  const all = action('Choose all shown', () => {
    for (const box of document.querySelectorAll<HTMLInputElement>('input[name=chosen]:not(:checked)')) box.click();
  });
  const show = () => {
    button.textContent = chosen.size === 1 ? 'Approve the one chosen' : `Approve the ${chosen.size} chosen`;
    button.disabled = chosen.size === 0;
  };
  const approve = async () => {
    const wanted = [...chosen.values()];
    const results: { id: string; outcome: string; detail?: string | undefined; remedy?: string | undefined }[] = [];
    button.disabled = true;
    try {
      for (let from = 0; from < wanted.length; from += MOST_APPROVALS) {
        told.replaceChildren(
          element(
            'p',
            {},
            `Approving ${from + 1} to ${Math.min(from + MOST_APPROVALS, wanted.length)} of ${wanted.length} …`,
          ),
        );
        const approvals = wanted.slice(from, from + MOST_APPROVALS);
        results.push(...(await api.post(`/api/${place.plural}/approvals`, { approvals }, approvalReport)).results);
      }
      told.replaceChildren(outcomeOf(results));
    } catch (error) {
      told.replaceChildren(problemNote(error));
    }
    chosen.clear();
    show();
    done();
  };
  /** Of one's own work the server would refuse it, so it is not offered. */
  const mayBeChosen = ({ open }: Item) => open?.standing === 'submitted' && !open.authors.includes(me);
  return {
    told,
    /** Offered where something can be chosen. */
    bar: (rows: readonly Item[]): HTMLElement | undefined => {
      chosen.clear();
      show();
      if (!may('master-data:approve') || !rows.some(mayBeChosen)) return undefined;
      bar.replaceChildren(all, button);
      return bar;
    },
    /** The box of a row; of one that cannot be approved by who looks there is none. */
    box: (item: Item): HTMLElement | undefined => {
      const id = String(item[place.id]);
      if (!may('master-data:approve') || !mayBeChosen(item) || item.open === undefined) return undefined;
      const { version, revision } = item.open;
      const box = element('input', { type: 'checkbox', name: 'chosen', 'aria-label': `Choose ${id} to be approved` });
      box.checked = chosen.has(id);
      box.addEventListener('change', () => {
        if (box.checked) chosen.set(id, { id, version, revision });
        else chosen.delete(id);
        show();
      });
      return box;
    },
  };
}

function outcomeOf(
  results: readonly { id: string; outcome: string; detail?: string | undefined; remedy?: string | undefined }[],
): HTMLElement {
  const refused = results.filter(({ outcome }) => outcome === 'refused');
  const approved = results.length - refused.length;
  const lines = refused.map(({ id, detail, remedy }) =>
    element('li', {}, ...problemLines({ title: id, detail, remedy })),
  );
  return element(
    'div',
    { role: 'status' },
    element('p', { class: 'good' }, `${approved} approved${refused.length > 0 ? `, ${refused.length} refused:` : '.'}`),
    lines.length > 0 ? element('ul', { class: 'bare errors' }, ...lines) : undefined,
  );
}
