import { sheets } from '../../shared/master-data/csv/sheets.ts';
import type { Content } from '../../shared/master-data/version.ts';
import type { Needs } from '../needs.ts';
import { channelFields } from '../parts/channel-fields.ts';
import { copyable } from '../parts/copyable.ts';
import { type Done, detail, standing } from '../parts/detail.ts';
import { element } from '../parts/element.ts';
import { facts } from '../parts/facts.ts';
import { type Extension, masterForm } from '../parts/master-form.ts';
import { type MasterPlace, type Version, versionPage } from '../parts/master-kinds.ts';
import { type Versioned, versionActs } from '../parts/version-acts.ts';
import { comparedVersions } from '../parts/version-differences.ts';
import { words } from '../parts/words.ts';

/** One product, location or partner: what its latest version says, its history, and what who looks may do with it. @param changed after every act */
export const masterDetail = (
  needs: Needs,
  place: MasterPlace,
  id: string,
  changed: () => void,
  close: () => void,
): HTMLElement => detail({ title: `${words(place.one)} ${id}`, show: versionsOf(needs, place, id), changed, close });

/** The same as a part of something else. */
export function masterPart(needs: Needs, place: MasterPlace, id: string, changed: () => void): HTMLElement {
  const { told, holder } = standing({ show: versionsOf(needs, place, id), changed });
  return element('div', {}, told, holder);
}

const versionsOf = (needs: Needs, place: MasterPlace, id: string) => async (done: Done) => {
  const path = `/api/${place.plural}/${encodeURIComponent(id)}`;
  const { versions } = await needs.api.get(`${path}/versions`, versionPage);
  const [latest] = versions;
  if (latest === undefined) return [element('p', { class: 'empty' }, 'No version yet.')];
  return [
    factsOf(place, latest),
    ...versionActs(needs, versionedOf(needs, place, id, path), latest, done),
    ...comparedVersions(needs, path, versions),
  ];
};

function factsOf(place: MasterPlace, { version, standing: stands, withdraws, content = {} }: Version): HTMLElement {
  const order = sheets[place.one].columns.map(({ at }) => at.split('/')[1] ?? '');
  const ends = withdraws ? '. It withdraws what is in force' : '';
  const heading = element('p', {}, `Version ${version}, ${words(stands).toLowerCase()}${ends}`);
  return element('div', {}, heading, facts(content, [...new Set(order)]));
}

const versionedOf = (needs: Needs, place: MasterPlace, id: string, path: string): Versioned => ({
  path,
  withdrawn:
    place.one === 'product'
      ? 'nothing new can use it, and its GTIN is never used again. Its history stays.'
      : 'nothing new can use it. Its history stays.',
  dated: true,
  revives: place.one !== 'product',
  change: ({ content = {} }, done) => {
    const changing = masterForm(needs, place, { id, content }, (kept) => done(keptNote(kept)), moreOf(place, content));
    return element('details', {}, element('summary', {}, 'Change'), changing);
  },
});

/** What a form of a kind asks for beside its columns. */
export const moreOf = ({ one }: MasterPlace, content: Content): Extension | undefined =>
  one === 'partner' ? channelFields(content) : undefined;

/** What was kept; of a partner that is told by webhook, the secret by which it verifies what it is told, too. */
export function keptNote({ version, standing: stands, content = {}, ...kept }: Version): string | HTMLElement {
  const note = `Version ${version} is kept as ${stands}.`;
  const { secret } = kept;
  if (typeof secret !== 'string' || content['channel'] !== 'webhook') return note;
  return element('div', {}, note, copyable('Secret that the partner verifies our signatures by', secret));
}
