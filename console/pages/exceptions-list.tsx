import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { exceptionPage } from '../../shared/messages/exceptions-api.ts';
import type { PageProps } from '../page-props.ts';
import { AssignExceptions } from '../parts/assign-exceptions.tsx';
import { changeQuery } from '../parts/change-query.ts';
import { codeToEpc } from '../parts/code-to-epc.ts';
import { ExceptionFilters } from '../parts/exception-filters.tsx';
import { ExceptionSeverity, ExceptionState, ExceptionSubject } from '../parts/exception-words.tsx';
import { LinkTo } from '../parts/link-to.tsx';
import { saidOf } from '../parts/problem-alert.tsx';
import { queryPath } from '../parts/query-path.ts';
import { type Column, ServerTable } from '../parts/server-table.tsx';
import { isActive, type ToldException } from '../parts/told-exception.ts';
import { When } from '../parts/when.tsx';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';

const REFRESH_MS = 10_000;

const columns: readonly Column<ToldException>[] = [
  {
    id: 'what',
    header: 'What',
    isRowHeader: true,
    cell: ({ exceptionId, title }) => (
      <LinkTo page="exceptions" subject={exceptionId}>
        {title}
      </LinkTo>
    ),
  },
  { id: 'severity', header: 'Severity', cell: ({ severity }) => <ExceptionSeverity severity={severity} /> },
  { id: 'state', header: 'State', cell: (row) => <ExceptionState row={row} /> },
  { id: 'found', header: 'Found', cell: ({ detectedAt }) => <When at={detectedAt} /> },
  { id: 'subject', header: 'About', cell: (row) => <ExceptionSubject row={row} /> },
  { id: 'detail', header: 'In this case', cell: ({ detail }) => detail },
];

/** What contradicts, narrowed as the address says: what is open or assigned, unless it says otherwise. */
export function ExceptionsList({ route }: PageProps) {
  const { may, username } = useHere();
  const [chosen, choose] = useState<readonly ToldException[]>([]);
  const [isAssigning, setAssigning] = useState(false);
  const asked = (name: string) => route.query.get(name) ?? '';
  const state = asked('state') || 'active';
  const unit = epcOf(asked('epc'));
  const narrowing = {
    state: state === 'any' ? '' : state,
    severity: asked('severity'),
    rule: asked('rule'),
    assignee: asked('assignee'),
    epc: unit.epc,
  };
  const mayWrite = may('exceptions:write');
  const actions = mayWrite && (
    <SpaceBetween direction="horizontal" size="xs">
      <Button href={routeTo('desk')}>Cases with partners</Button>
      <Button onClick={() => changeQuery(route, { assignee: asked('assignee') === username ? '' : username })}>
        {asked('assignee') === username ? 'Everybody’s' : 'Mine'}
      </Button>
      <Button variant="primary" disabled={chosen.length === 0} onClick={() => setAssigning(true)}>
        {chosen.length === 0 ? 'Assign' : `Assign the ${chosen.length} chosen`}
      </Button>
    </SpaceBetween>
  );
  const isNarrowed = state !== 'active' || [...route.query].some(([name, value]) => name !== 'state' && value !== '');
  return (
    <>
      <ServerTable
        name="exceptions"
        title="Exceptions"
        path={queryPath('/api/exceptions', { ...narrowing, perPage: 50 })}
        shape={exceptionPage}
        rowsOf={({ exceptions }) => exceptions}
        idOf={({ exceptionId }) => exceptionId}
        columns={columns}
        empty="No exceptions: everything captured agrees."
        filter={
          <ExceptionFilters
            asked={asked}
            wrongCode={unit.wrong}
            change={(name, value) => changeQuery(route, { [name]: value })}
          />
        }
        isNarrowed={isNarrowed}
        actions={actions}
        every={REFRESH_MS}
        chosen={mayWrite ? { rows: chosen, choose, mayChoose: isActive } : undefined}
      />
      {isAssigning && <AssignExceptions rows={chosen} left={choose} close={() => setAssigning(false)} />}
    </>
  );
}

/** A unit by any code of it. A code that is none finds nothing. */
function epcOf(code: string): { readonly epc: string; readonly wrong?: string | undefined } {
  if (code === '') return { epc: '' };
  try {
    return { epc: codeToEpc(code) };
  } catch (error) {
    const { title, detail } = saidOf(error);
    return { epc: code, wrong: [title, detail].filter(Boolean).join(': ') };
  }
}
