import type { Needs } from '../needs.ts';
import { element } from './element.ts';
import { said } from './facts.ts';
import { differencesShape, type Version } from './master-kinds.ts';
import { problemNote } from './problem-note.ts';
import { versionTable } from './version-table.ts';
import { words } from './words.ts';

/** The versions of a thing, each of which can be compared with the one before it. @param path of the thing */
export function comparedVersions(needs: Needs, path: string, versions: readonly Version[]): HTMLElement[] {
  const compared = element('div', { 'aria-live': 'polite' });
  const compare = (one: Version) => {
    void differencesOf(needs, path, one)
      .catch(problemNote)
      .then((shown) => compared.replaceChildren(shown));
  };
  return [element('h4', {}, 'Versions'), versionTable(versions, compare), compared];
}

async function differencesOf({ api }: Needs, path: string, { version }: Version): Promise<HTMLElement> {
  const before = version - 1;
  const { differences } = await api.get(`${path}/difference?from=${before}&to=${version}`, differencesShape);
  if (differences.length === 0) return element('p', {}, `Version ${version} says what version ${before} says.`);
  const lines = differences.map((one) =>
    element(
      'li',
      {},
      element('b', {}, words(one.at.slice(1).replaceAll('/', ' '))),
      `: ${said(one.before)} became ${said(one.after)}`,
    ),
  );
  return element('div', {}, element('b', {}, `Version ${version} against ${before}`), element('ul', {}, ...lines));
}
