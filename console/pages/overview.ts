import type { Needs } from '../needs.ts';
import { element } from '../parts/element.ts';
import { problemNote } from '../parts/problem-note.ts';
import { deliveriesWith } from './deliveries.ts';
import { lotsPage } from './lots.ts';

const REFRESH_MS = 3_000;

/** What became of the lots and who was told, kept up to date for as long as it is looked at. */
export function overviewPage({ api, may }: Needs): HTMLElement {
  const page = element('div');
  const parts = [{ title: 'Lots', part: lotsPage }];
  if (may('deliveries:read'))
    parts.push({ title: 'Submissions and deliveries', part: deliveriesWith(may('deliveries:write')) });
  for (const { title, part } of parts) {
    const holder = element('div', {}, element('h2', {}, title), element('p', { class: 'empty' }, 'Loading …'));
    page.append(holder);
    void keepShowing(holder, () => part(api));
  }
  return page;
}

/** One part that fails must not take the others with it; one that has not changed is left alone, with what is selected in it. */
async function keepShowing(holder: HTMLElement, read: () => Promise<HTMLElement>): Promise<void> {
  do {
    const next = await read().catch(problemNote);
    if (holder.firstElementChild?.isEqualNode(next) !== true) holder.replaceChildren(next);
    await new Promise((resolve) => setTimeout(resolve, REFRESH_MS));
  } while (holder.isConnected);
}
