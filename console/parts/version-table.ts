import { element } from './element.ts';
import { action } from './form.ts';
import type { Version } from './master-kinds.ts';
import { table } from './table.ts';
import { when } from './when.ts';
import { words } from './words.ts';

/** Versions, the latest first, each with who did what. @param compare shows where a version differs from the one before it */
export function versionTable(versions: readonly Version[], compare: (version: Version) => void): HTMLElement {
  const columns = [
    { title: 'Version', number: true, cell: ({ version }: Version) => version },
    { title: 'Standing', cell: ({ standing }: Version) => words(standing).toLowerCase() },
    { title: 'In force from', cell: ({ effectiveFrom }: Version) => when(effectiveFrom) },
    { title: 'History', cell: historyOf },
    {
      title: '',
      cell: (one: Version) =>
        one.version > 1
          ? action('Compare', () => compare(one), {
              class: 'plain',
              'aria-label': `Compare version ${one.version} with ${one.version - 1}`,
            })
          : undefined,
    },
  ];
  return table(versions, columns, 'No version yet.');
}

function historyOf({ acts }: Version): HTMLElement {
  const lines = acts.map(({ at, by, what, reason }) =>
    element('li', {}, when(at), ` ${what} by ${by}${reason === undefined ? '' : `: ${reason}`}`),
  );
  return element('ol', { class: 'why' }, ...lines);
}
