import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { mappingVersion } from '../../shared/messages/mappings-api.ts';
import type { PageProps } from '../page-props.ts';
import { Loading } from '../shell/loading.tsx';
import { useHere } from '../shell/session-context.ts';
import { changeQuery } from './change-query.ts';
import { ChoiceField } from './choice-field.tsx';
import { writeJson } from './json-text.ts';
import { MappingPreview } from './mapping-preview.tsx';
import { MappingTests } from './mapping-tests.tsx';
import { versionPage } from './master-kinds.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { ShownText } from './shown-text.tsx';
import { useAsked } from './use-asked.ts';
import { VersionStanding } from './version-standing.tsx';
import { words } from './words.ts';

interface Given extends PageProps {
  /** Of the mapping. */
  readonly path: string;
  readonly latest: number;
}

/** What a version says, and tries of it: the latest first, and any other as the address says, such as the one in force while a draft is open. */
export function MappingVersionPart({ route, path, latest }: Given) {
  const { may } = useHere();
  const chosen = Number(route.query.get('version') ?? latest);
  const { data, error, refetch } = useAsked(`${path}/versions/${chosen}`, mappingVersion);
  if (data === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  const { name, version, standing, withdraws, mapping, samples = [] } = data;
  const tests = `${samples.length} ${samples.length === 1 ? 'sample' : 'samples'}`;
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            info={<VersionStanding standing={standing} />}
            description={`${withdraws ? 'It withdraws what is in force; ' : ''}${tests}`}
          >
            Version {version}
          </Header>
        }
      >
        <SpaceBetween size="m">
          <ChosenVersion
            path={path}
            value={version}
            change={(to) => changeQuery(route, { version: to === String(latest) ? '' : to })}
          />
          <ShownText label="What the version says" text={writeJson(mapping)} />
        </SpaceBetween>
      </Container>
      {may('registry:write') && (
        <SpaceBetween key={version} size="l">
          <MappingTests path={path} version={version} />
          <MappingPreview name={name} tried={{ version }} samples={writeJson(samples)} />
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}

interface ChosenGiven {
  readonly path: string;
  readonly value: number;
  readonly change: (version: string) => void;
}

/** Which version is shown and tried, of the latest ones. */
function ChosenVersion({ path, value, change }: ChosenGiven) {
  const { data } = useAsked(`${path}/versions?perPage=50`, versionPage);
  const values = (data?.versions ?? []).map(({ version, standing }) => ({
    value: String(version),
    label: `${version}, ${words(standing).toLowerCase()}`,
  }));
  return <ChoiceField label="Version shown and tried" value={String(value)} values={values} change={change} />;
}
