import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { type Permission, permissions, roleMay, roles } from '../../shared/access/permissions.ts';
import type { PageProps } from '../page-props.ts';
import { changeQuery } from '../parts/change-query.ts';
import { isPermission } from '../parts/is-permission.ts';
import { Empty } from '../parts/server-table.tsx';
import { useHere } from '../shell/session-context.ts';

const all = Object.keys(permissions).filter(isPermission);

/** Which role may do what: the table by which every call is judged. */
export function RolesPage({ route }: PageProps) {
  const { role: mine } = useHere();
  const narrowed = route.query.get('of') ?? '';
  const columns: TableProps.ColumnDefinition<Permission>[] = [
    { id: 'permission', header: 'Permission', isRowHeader: true, cell: (one) => <code>{one}</code> },
    ...roles.map((role) => ({
      id: role,
      header: role === mine ? `${role} (yours)` : role,
      cell: (one: Permission) => (roleMay(role, one) ? <StatusIndicator type="success">may</StatusIndicator> : '–'),
    })),
  ];
  const items = all.filter((one) => one.includes(narrowed.trim().toLowerCase()));
  return (
    <Table
      header={
        <Header
          variant="h2"
          description="A role is given to each person and machine; the table is the same in every installation."
        >
          Roles
        </Header>
      }
      ariaLabels={{ tableLabel: 'Roles' }}
      items={items}
      trackBy={(one) => one}
      stickyHeader
      stickyColumns={{ first: 1 }}
      filter={
        <TextFilter
          filteringText={narrowed}
          filteringAriaLabel="Permissions, by a part of the name"
          filteringPlaceholder="A part of the name, such as lots"
          countText={`${items.length} of ${all.length}`}
          onChange={({ detail }) => changeQuery(route, { of: detail.filteringText })}
        />
      }
      empty={<Empty words="No permission has that in its name." />}
      columnDefinitions={columns}
    />
  );
}
