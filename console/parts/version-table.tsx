import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import { useState } from 'react';
import { type Version, versionPage } from './master-kinds.ts';
import { queryPath } from './query-path.ts';
import { type Column, ServerTable } from './server-table.tsx';
import { VersionDifferences } from './version-differences.tsx';
import { VersionStanding } from './version-standing.tsx';
import { When } from './when.tsx';

/** Versions of a thing, the latest first, each with who did what; one can be compared with the one before it. @param path of the thing */
export function VersionTable({ path }: { readonly path: string }) {
  const [compared, setCompared] = useState<number>();
  const columns: readonly Column<Version>[] = [
    { id: 'version', header: 'Version', isRowHeader: true, cell: ({ version }) => version },
    { id: 'standing', header: 'Standing', cell: ({ standing }) => <VersionStanding standing={standing} /> },
    { id: 'from', header: 'In force from', cell: ({ effectiveFrom }) => <When at={effectiveFrom} /> },
    {
      id: 'compare',
      header: 'Compare',
      cell: ({ version }) =>
        version > 1 && (
          <Button
            variant="inline-link"
            wrapText={false}
            ariaLabel={`Compare version ${version} with ${version - 1}`}
            onClick={() => setCompared(version)}
          >
            Compare
          </Button>
        ),
    },
    { id: 'history', header: 'History', cell: (version) => <History version={version} /> },
  ];
  return (
    <>
      <ServerTable
        name="versions"
        title="Versions"
        path={queryPath(`${path}/versions`, { perPage: 20 })}
        shape={versionPage}
        rowsOf={({ versions }) => versions}
        idOf={({ version }) => String(version)}
        columns={columns}
        empty="No version yet."
      />
      {compared !== undefined && (
        <Modal
          visible
          size="large"
          header={`Version ${compared} against ${compared - 1}`}
          closeAriaLabel="Close"
          onDismiss={() => setCompared(undefined)}
        >
          <VersionDifferences path={path} from={compared - 1} to={compared} />
        </Modal>
      )}
    </>
  );
}

function History({ version: { acts } }: { readonly version: Version }) {
  return (
    <ol className="history">
      {acts.map(({ at, by, what, reason }) => (
        <li key={`${at} ${what}`}>
          <When at={at} /> {what} by {by}
          {reason !== undefined && `: ${reason}`}
        </li>
      ))}
    </ol>
  );
}
