import Button from '@cloudscape-design/components/button';
import * as v from 'valibot';
import { type Person, person, wantedPerson } from '../../shared/access/member.ts';
import type { PageProps } from '../page-props.ts';
import { LinkTo } from '../parts/link-to.tsx';
import { MemberFilters, memberNarrowing } from '../parts/member-filters.tsx';
import { MemberState } from '../parts/member-state.tsx';
import { queryPath } from '../parts/query-path.ts';
import { type Column, ServerTable } from '../parts/server-table.tsx';
import { When } from '../parts/when.tsx';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';

const shape = v.object({ users: v.array(person), next: v.optional(v.string()) });

const columns: readonly Column<Person>[] = [
  {
    id: 'username',
    header: 'User name',
    isRowHeader: true,
    cell: ({ username }) => (
      <LinkTo page="people" subject={username}>
        {username}
      </LinkTo>
    ),
  },
  { id: 'name', header: 'Name', cell: ({ name }) => name },
  { id: 'email', header: 'E-mail', cell: ({ email }) => email },
  { id: 'role', header: 'Role', cell: ({ role }) => role },
  { id: 'state', header: 'State', cell: ({ state }) => <MemberState state={state} /> },
  { id: 'changed', header: 'Last change', cell: ({ changedAt }) => <When at={changedAt} /> },
  { id: 'by', header: 'By', cell: ({ changedBy }) => changedBy },
];

const REFRESH_MS = 10_000;
const roles = wantedPerson.entries.role.options;

/** People of the tenant, those who were removed too, narrowed as the address says. */
export function PeopleList({ route }: PageProps) {
  const { may } = useHere();
  const register = may('people:write') && (
    <Button variant="primary" href={routeTo('people', '', { do: 'new' })}>
      Register a person
    </Button>
  );
  const narrowing = memberNarrowing(route);
  return (
    <ServerTable
      name="people"
      title="People"
      description={<LinkTo page="roles">What each role may do</LinkTo>}
      path={queryPath('/api/users', narrowing)}
      shape={shape}
      rowsOf={({ users }) => users}
      idOf={({ username }) => username}
      columns={columns}
      empty="Nobody yet."
      filter={<MemberFilters route={route} roles={roles} />}
      isNarrowed={Object.values(narrowing).some((one) => one !== '')}
      actions={register}
      every={REFRESH_MS}
    />
  );
}
