import Button from '@cloudscape-design/components/button';
import * as v from 'valibot';
import { type Person, person } from '../../shared/access/member.ts';
import { LinkTo } from '../parts/link-to.tsx';
import { MemberState } from '../parts/member-state.tsx';
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

/** People of the tenant, those who were removed too. */
export function PeopleList() {
  const { may } = useHere();
  const register = may('people:write') && (
    <Button variant="primary" href={routeTo('people', '', { do: 'new' })}>
      Register a person
    </Button>
  );
  return (
    <ServerTable
      name="people"
      title="People"
      description={<LinkTo page="roles">What each role may do</LinkTo>}
      path="/api/users"
      shape={shape}
      rowsOf={({ users }) => users}
      idOf={({ username }) => username}
      columns={columns}
      empty="Nobody yet."
      actions={register}
    />
  );
}
