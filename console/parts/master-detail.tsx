import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { sheets } from '../../shared/master-data/csv/sheets.ts';
import type { PageProps } from '../page-props.ts';
import { Loading } from '../shell/loading.tsx';
import { useHere } from '../shell/session-context.ts';
import { seenTag } from './begun.ts';
import { changeQuery } from './change-query.ts';
import { ContentFacts } from './content-facts.tsx';
import { MasterForm } from './master-form.tsx';
import type { MasterPlace, Version } from './master-kinds.ts';
import { MeanwhileNote } from './meanwhile-note.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { useBegun } from './use-begun.ts';
import { useLatest } from './use-latest.ts';
import { VersionActs } from './version-acts.tsx';
import { VersionDifferences } from './version-differences.tsx';
import { VersionNote } from './version-note.tsx';
import { VersionStanding } from './version-standing.tsx';
import { VersionTable } from './version-table.tsx';
import type { Versioned } from './versioned.ts';
import { words } from './words.ts';

interface Given extends PageProps {
  readonly place: MasterPlace;
}

const REFRESH_MS = 10_000;

/** One product or location: what its latest version says, the way of that into force, and its history; or the form that writes the next one. */
export function MasterDetail({ place, route }: Given) {
  const { may } = useHere();
  const id = route.subject;
  const path = `/api/${place.plural}/${encodeURIComponent(id)}`;
  const { latest, data, error, refetch } = useLatest(path, REFRESH_MS);
  const begun = useBegun(route.query.get('do') === 'change' && may('registry:write'), latest);
  if (latest === undefined) {
    if (error !== null) return <ProblemAlert error={error} again={refetch} />;
    return data === undefined ? <Loading /> : <Alert type="info">No version of {id} yet.</Alert>;
  }
  const subject = subjectOf(place, id, path);
  const turn = (to: string) => changeQuery(route, { do: to });
  const title = `${words(place.one)} ${id}`;
  if (begun !== undefined)
    return (
      <ContentLayout header={<Header variant="h1">Change {title.toLowerCase()}</Header>}>
        <SpaceBetween size="l">
          <MeanwhileNote begun={begun} latest={latest} />
          <Container>
            <MasterForm
              place={place}
              before={{ id, content: begun.content ?? {}, seen: seenTag(begun) }}
              saved={() => turn('')}
              cancel={() => turn('')}
            />
          </Container>
        </SpaceBetween>
      </ContentLayout>
    );
  const name = latest.content?.['name'];
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={typeof name === 'string' ? name : undefined}
          actions={<VersionActs subject={subject} latest={latest} change={() => turn('change')} />}
        >
          {title}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ProblemAlert error={error} />
        <VersionNote latest={latest} />
        <Said place={place} latest={latest} />
        <Changed path={path} latest={latest} />
        <VersionTable path={path} />
      </SpaceBetween>
    </ContentLayout>
  );
}

function Said({ place, latest }: { readonly place: MasterPlace; readonly latest: Version }) {
  const { version, standing, withdraws, content = {} } = latest;
  const order = [...new Set(sheets[place.one].columns.map(({ at }) => at.split('/')[1] ?? ''))];
  const ends = withdraws ? 'It withdraws what is in force' : undefined;
  return (
    <Container
      header={
        <Header variant="h2" description={ends} info={<VersionStanding standing={standing} />}>
          Version {version}
        </Header>
      }
    >
      <ContentFacts content={content} order={order} />
    </Container>
  );
}

/** Where a version that is not in force yet differs from the one that is; nothing of others, nor of the first one. */
function Changed({
  path,
  latest: { version, standing, withdraws },
}: {
  readonly path: string;
  readonly latest: Version;
}) {
  const isOpen = standing === 'draft' || standing === 'submitted';
  if (!isOpen || withdraws || version === 1) return null;
  return (
    <Container header={<Header variant="h2">What it changes</Header>}>
      <VersionDifferences path={path} to={version} />
    </Container>
  );
}

const subjectOf = (place: MasterPlace, id: string, path: string): Versioned => ({
  path,
  name: `${place.one} ${id}`,
  withdrawn:
    place.one === 'product'
      ? 'nothing new can use it, and its GTIN is never used again. Its history stays.'
      : 'nothing new can use it. Its history stays.',
  dated: true,
  revives: place.one !== 'product',
});
