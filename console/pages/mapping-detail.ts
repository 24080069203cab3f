import { mappingVersion } from '../../shared/messages/mappings-api.ts';
import type { Needs } from '../needs.ts';
import { type Done, detail } from '../parts/detail.ts';
import { element } from '../parts/element.ts';
import { type MappingVersion, mappingEditor } from '../parts/mapping-editor.ts';
import { mappingPreview } from '../parts/mapping-preview.ts';
import { mappingTests } from '../parts/mapping-tests.ts';
import { versionPage } from '../parts/master-kinds.ts';
import { type Versioned, versionActs } from '../parts/version-acts.ts';
import { comparedVersions } from '../parts/version-differences.ts';
import { words } from '../parts/words.ts';

/** One mapping: what its latest version says, tries and tests of it, and its way into force. */
export function mappingDetail(needs: Needs, name: string, changed: () => void, close: () => void): HTMLElement {
  const path = `/api/mappings/${encodeURIComponent(name)}`;
  const show = async (done: Done) => {
    const { versions } = await needs.api.get(`${path}/versions`, versionPage);
    const [latest] = versions;
    if (latest === undefined) return [element('p', { class: 'empty' }, 'No version yet.')];
    const whole = await needs.api.get(`${path}/versions/${latest.version}`, mappingVersion);
    const subject = versionedOf(needs, path, whole);
    const writes = needs.may('registry:write');
    return [
      saidBy(whole),
      ...(writes ? [mappingTests(needs, path, whole.version)] : []),
      ...(writes ? [mappingPreview(needs, () => ({ name, what: { version: whole.version } }))] : []),
      ...versionActs(needs, subject, latest, done),
      ...comparedVersions(needs, path, versions),
    ];
  };
  return detail({ title: `Mapping ${name}`, show, changed, close });
}

function saidBy({ version, standing, withdraws, mapping, samples = [] }: MappingVersion): HTMLElement {
  const ends = withdraws ? '. It withdraws what is in force' : '';
  const tests = `${samples.length} ${samples.length === 1 ? 'sample' : 'samples'}`;
  return element(
    'div',
    {},
    element('p', {}, `Version ${version}, ${words(standing).toLowerCase()}${ends}; ${tests}`),
    element('pre', { 'aria-label': 'What the version says', tabindex: '0' }, JSON.stringify(mapping, undefined, 2)),
  );
}

const versionedOf = (needs: Needs, path: string, { name, mapping, samples }: MappingVersion): Versioned => ({
  path,
  withdrawn: 'no partner can name it any more. Its history stays.',
  dated: false,
  revives: true,
  change: (_, done) => {
    const editor = mappingEditor(needs, { name, mapping, samples }, ({ version, standing }) =>
      done(`Version ${version} is kept as ${standing}.`),
    );
    const tried = () => ({ name, what: { mapping: editor.mapping.read() } });
    return element('details', {}, element('summary', {}, 'Change'), editor.holder, mappingPreview(needs, tried));
  },
});
