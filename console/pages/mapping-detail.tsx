import Alert from '@cloudscape-design/components/alert';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { mappingVersion } from '../../shared/messages/mappings-api.ts';
import type { PageProps } from '../page-props.ts';
import { seenTag } from '../parts/begun.ts';
import { changeQuery } from '../parts/change-query.ts';
import { MappingForm } from '../parts/mapping-form.tsx';
import { MappingVersionPart } from '../parts/mapping-version-part.tsx';
import { MeanwhileNote } from '../parts/meanwhile-note.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useAsked } from '../parts/use-asked.ts';
import { useBegun } from '../parts/use-begun.ts';
import { useLatest } from '../parts/use-latest.ts';
import { VersionActs } from '../parts/version-acts.tsx';
import { VersionNote } from '../parts/version-note.tsx';
import { VersionTable } from '../parts/version-table.tsx';
import type { Versioned } from '../parts/versioned.ts';
import { Loading } from '../shell/loading.tsx';
import { useHere } from '../shell/session-context.ts';

const REFRESH_MS = 10_000;

/** One mapping: what a version of it says, with tries and tests, and the way of the latest into force. */
export function MappingDetail({ route }: PageProps) {
  const { may } = useHere();
  const name = route.subject;
  const path = `/api/mappings/${encodeURIComponent(name)}`;
  const { latest, data, error, refetch } = useLatest(path, REFRESH_MS);
  const begun = useBegun(route.query.get('do') === 'change' && may('registry:write'), latest);
  const turn = (to: string) => changeQuery(route, { do: to });
  if (latest === undefined) {
    if (error !== null) return <ProblemAlert error={error} again={refetch} />;
    return data === undefined ? <Loading /> : <Alert type="info">No version of {name} yet.</Alert>;
  }
  if (begun !== undefined)
    return (
      <ContentLayout header={<Header variant="h1">Change mapping {name}</Header>}>
        <SpaceBetween size="l">
          <MeanwhileNote begun={begun} latest={latest} />
          <Changing path={path} version={begun.version} leave={() => turn('')} />
        </SpaceBetween>
      </ContentLayout>
    );
  const subject: Versioned = {
    path,
    name: `mapping ${name}`,
    withdrawn: 'no partner can name it any more. Its history stays.',
    dated: false,
    revives: true,
  };
  const acts = <VersionActs subject={subject} latest={latest} change={() => turn('change')} />;
  return (
    <ContentLayout
      header={
        <Header variant="h1" actions={acts}>
          Mapping {name}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ProblemAlert error={error} />
        <VersionNote latest={latest} />
        <MappingVersionPart route={route} path={path} latest={latest.version} />
        <VersionTable path={path} />
      </SpaceBetween>
    </ContentLayout>
  );
}

interface ChangingGiven {
  readonly path: string;
  readonly version: number;
  readonly leave: () => void;
}

/** The form of the next version, which begins with what the latest says in full. */
function Changing({ path, version, leave }: ChangingGiven) {
  const { data, error, refetch } = useAsked(`${path}/versions/${version}`, mappingVersion);
  if (data === undefined) return error === null ? <Loading /> : <ProblemAlert error={error} again={refetch} />;
  const { name, mapping, samples } = data;
  return <MappingForm before={{ name, mapping, samples, seen: seenTag(data) }} saved={leave} cancel={leave} />;
}
