import type { Listed } from '../api.ts';
import type { Needs } from '../needs.ts';
import { auditTrail } from '../parts/audit-trail.ts';
import { clientForm, clientTable } from '../parts/client-table.ts';
import { element } from '../parts/element.ts';
import { grantForm, grantTable } from '../parts/grant-table.ts';
import { readClients, readGrants, readPeople } from '../parts/member-lists.ts';
import { pages } from '../parts/pages.ts';
import { personForm, personTable } from '../parts/person-table.ts';
import { problemNote } from '../parts/problem-note.ts';

/** Who belongs to the tenant, whom it trusts, and what was changed. */
export function peoplePage(needs: Needs): HTMLElement {
  const { api, may } = needs;
  const told = element('div', { 'aria-live': 'polite' });
  const tell = (note: HTMLElement) => told.replaceChildren(note);
  const people: Listing = listing(
    (path) => readPeople(api, path),
    (rows) => personTable(needs, rows, people.show, registering.edit),
  );
  const clients: Listing = listing(
    (path) => readClients(api, path),
    (rows) => clientTable(needs, rows, clients.show, tell),
  );
  const aboutGrants = element('div', { 'aria-live': 'polite' });
  const giving = grantForm(needs, () => grants.show());
  const grants: Listing = listing(
    (path) => readGrants(api, path),
    (rows) => grantTable(needs, rows, grants.show, (note) => aboutGrants.replaceChildren(note), giving.edit),
  );
  const registering = personForm(needs, () => people.show());
  if (may('people:read')) {
    people.begin('/api/users');
    clients.begin('/api/clients');
  }
  if (may('grants:read')) grants.begin('/api/grants');
  const writes = may('people:write');
  return element(
    'section',
    {},
    element('h2', {}, 'People and access'),
    ...(may('people:read')
      ? [
          element('h3', {}, 'People'),
          ...(writes ? [registering.holder] : []),
          people.holder,
          element('h3', {}, 'Machine clients'),
          told,
          ...(writes ? [clientForm(needs, clients.show, tell)] : []),
          clients.holder,
        ]
      : []),
    ...(may('grants:read')
      ? [
          element('h3', {}, 'Grants to other tenants'),
          aboutGrants,
          ...(may('grants:write') ? [giving.holder] : []),
          grants.holder,
        ]
      : []),
    ...(may('audit:read') ? [element('h3', {}, 'Audit trail'), auditTrail(api)] : []),
  );
}

interface Listing {
  readonly holder: HTMLElement;
  /** Reads it anew. */
  readonly show: () => void;
  readonly begin: (path: string) => void;
}

/** A list that can be read anew. */
function listing<Row>(
  read: (path: string) => Promise<Listed<Row[]>>,
  show: (rows: readonly Row[]) => HTMLElement,
): Listing {
  const holder = element('div', {}, element('p', { class: 'empty' }, 'Loading …'));
  let path = '';
  const again = async () => {
    const shown = await read(path)
      .then((first) => pages(first, read, show))
      .catch(problemNote);
    holder.replaceChildren(shown);
  };
  return {
    holder,
    show: () => void again(),
    begin: (from: string) => {
      path = from;
      void again();
    },
  };
}
