import { serialsBehind } from '../../shared/messages/lots-api.ts';
import type { Needs } from '../needs.ts';
import { element } from '../parts/element.ts';
import { action } from '../parts/form.ts';
import { problemNote } from '../parts/problem-note.ts';

const PER_PAGE = '200';

/** The serials behind a figure, page by page. */
export async function serialsPanel(
  needs: Needs,
  path: string,
  search: string,
  { figure, block }: { figure: string; block: string | undefined },
  close: () => void,
): Promise<HTMLElement> {
  const query = new URLSearchParams(search);
  query.set('limit', PER_PAGE);
  if (block !== undefined) query.set('block', block);
  const list = element('ul', { class: 'serials' });
  const more = element('div', {});
  const load = async (after?: string): Promise<void> => {
    if (after !== undefined) query.set('after', after);
    const { serials, next } = await needs.api.get(`${path}/${encodeURIComponent(figure)}?${query}`, serialsBehind);
    list.append(...serials.map(({ serial }) => element('li', {}, element('code', {}, serial))));
    if (after === undefined && serials.length === 0) list.append(element('li', {}, 'None is known by its serial.'));
    more.replaceChildren(...(next === undefined ? [] : [action('More', () => void load(next).catch(fail))]));
  };
  const fail = (error: unknown) => more.replaceChildren(problemNote(error));
  await load().catch(fail);
  return element(
    'section',
    { 'aria-label': `Serials ${figure}` },
    element('h3', {}, `${figure}${block === undefined ? '' : ` of block ${block}`}`),
    list,
    more,
    action('Close', close),
  );
}
