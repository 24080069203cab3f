import { memberStates } from '../../shared/access/member-states.ts';
import type { Route } from '../route.ts';
import { changeQuery } from './change-query.ts';
import { ChosenFilter } from './chosen-filter.tsx';
import { Filters } from './filters.tsx';
import { memberStateWords } from './member-state.tsx';
import { TypedFilter } from './typed-filter.tsx';

interface Given {
  readonly route: Route;
  readonly roles: readonly string[];
}

/** How a list of people or keys is narrowed, as the address says. */
export function memberNarrowing({ query }: Route) {
  const asked = (name: string) => query.get(name) ?? '';
  return { text: asked('text'), role: asked('role'), state: asked('state') };
}

/** Controls that narrow a list of people or keys at the server. */
export function MemberFilters({ route, roles }: Given) {
  const narrowing = memberNarrowing(route);
  const change = (name: keyof typeof narrowing) => (value: string) => changeQuery(route, { [name]: value });
  return (
    <Filters>
      <TypedFilter label="Find" value={narrowing.text} change={change('text')} />
      <ChosenFilter label="Role" value={narrowing.role} values={roles} change={change('role')} />
      <ChosenFilter
        label="State"
        value={narrowing.state}
        values={memberStates.map((value) => ({ value, label: memberStateWords[value] }))}
        change={change('state')}
      />
    </Filters>
  );
}
