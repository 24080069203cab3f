import Button from '@cloudscape-design/components/button';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { ConfirmModal } from './confirm-modal.tsx';
import type { Item, MasterPlace } from './master-kinds.ts';
import { VersionDifferences } from './version-differences.tsx';
import { words } from './words.ts';

interface Given {
  readonly rows: readonly Item[];
  readonly place: MasterPlace;
  readonly approve: () => Promise<unknown>;
  readonly close: () => void;
}

/** Asks before several versions are approved at once: which they are, who wrote them, and what each changes where somebody wants to see it. */
export function ApproveRows({ rows, place, approve, close }: Given) {
  const [seen, setSeen] = useState<readonly string[]>([]);
  const idOf = (row: Item) => String(row[place.id]);
  const turn = (id: string) => setSeen(seen.includes(id) ? seen.filter((one) => one !== id) : [...seen, id]);
  const turning = (row: Item) => (seen.includes(idOf(row)) ? 'Hide the changes' : 'Show the changes');
  const is = rows.length === 1 ? `this ${place.one}` : `these ${rows.length} ${place.plural}`;
  return (
    <ConfirmModal
      question={`Approve ${is}?`}
      consequence="Each is approved for itself as it was written, and holds from the time that it names, or at once. What is approved is changed by a further version alone."
      label="Approve"
      act={approve}
      close={close}
    >
      <Table<Item>
        variant="embedded"
        wrapLines
        ariaLabels={{ tableLabel: 'What is approved' }}
        items={rows}
        trackBy={idOf}
        columnDefinitions={[
          { id: 'id', header: words(place.id), isRowHeader: true, cell: (row) => <code>{idOf(row)}</code> },
          { id: 'name', header: 'Name', cell: (row) => String(row['name'] ?? '') },
          {
            id: 'what',
            header: 'What',
            cell: (row) => (
              <>
                {whatOf(row)}{' '}
                {hasBefore(row) && (
                  <Button
                    variant="inline-link"
                    formAction="none"
                    ariaExpanded={seen.includes(idOf(row))}
                    ariaLabel={`${turning(row)} of ${idOf(row)}`}
                    onClick={() => turn(idOf(row))}
                  >
                    {turning(row)}
                  </Button>
                )}
              </>
            ),
          },
          { id: 'by', header: 'By', cell: ({ open }) => open?.authors.join(', ') },
        ]}
      />
      {rows
        .filter((row) => seen.includes(idOf(row)))
        .map((row) => (
          <section key={idOf(row)} aria-label={`What changes of ${idOf(row)}`}>
            <h3>
              What changes of <code>{idOf(row)}</code>
            </h3>
            <VersionDifferences
              path={`/api/${place.plural}/${encodeURIComponent(idOf(row))}`}
              to={row.open?.version ?? 1}
            />
          </section>
        ))}
    </ConfirmModal>
  );
}

const whatOf = ({ open }: Item) =>
  open?.withdraws === true ? 'its withdrawal' : `version ${open?.version}${open?.version === 1 ? ', the first' : ''}`;

const hasBefore = ({ open }: Item) => open !== undefined && open.version > 1 && open.withdraws !== true;
