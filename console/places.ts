import type { Permission } from '../shared/access/permissions.ts';
import type { Needs } from './needs.ts';
import { capturesPage } from './pages/captures.ts';
import { deskPage } from './pages/desk.ts';
import { documentsInPage } from './pages/documents-in.ts';
import { exceptionsPage } from './pages/exceptions.ts';
import { listenersPage } from './pages/listeners.ts';
import { lotPage } from './pages/lot.ts';
import { mappingsPage } from './pages/mappings.ts';
import { locationsPage, productsPage } from './pages/master-data.ts';
import { overviewPage } from './pages/overview.ts';
import { partnersPage } from './pages/partners.ts';
import { peoplePage } from './pages/people.ts';
import { recallsPage } from './pages/recalls.ts';
import { statementsPage } from './pages/statements.ts';
import { subscriptionsPage } from './pages/subscriptions.ts';
import { unitPage } from './pages/unit.ts';
import type { Route } from './route.ts';

export interface Place {
  readonly path: string;
  readonly title: string;
  /** Without it there is nothing to see. */
  readonly permission: Permission;
  readonly show: (needs: Needs, route: Route) => HTMLElement;
}

/** The pages, as the navigation has them; the first is shown where the address names none. */
export const places: readonly Place[] = [
  { path: 'overview', title: 'Overview', permission: 'orders:read', show: overviewPage },
  { path: 'lots', title: 'Lots', permission: 'orders:read', show: lotPage },
  { path: 'products', title: 'Products', permission: 'registry:read', show: productsPage },
  { path: 'locations', title: 'Locations', permission: 'registry:read', show: locationsPage },
  { path: 'partners', title: 'Partners', permission: 'registry:read', show: partnersPage },
  { path: 'units', title: 'Units', permission: 'events:query', show: unitPage },
  { path: 'exceptions', title: 'Exceptions', permission: 'exceptions:read', show: exceptionsPage },
  { path: 'desk', title: 'Desk', permission: 'exceptions:read', show: deskPage },
  { path: 'recalls', title: 'Recalls', permission: 'orders:read', show: recallsPage },
  { path: 'documents-in', title: 'Documents in', permission: 'inbound:read', show: documentsInPage },
  { path: 'mappings', title: 'Mappings', permission: 'registry:read', show: mappingsPage },
  { path: 'captures', title: 'Captures', permission: 'events:capture', show: capturesPage },
  { path: 'subscriptions', title: 'Subscriptions', permission: 'events:query', show: subscriptionsPage },
  { path: 'listeners', title: 'Listeners', permission: 'announcements:read', show: listenersPage },
  { path: 'statements', title: 'Tell by hand', permission: 'deliveries:write', show: statementsPage },
  { path: 'people', title: 'People and access', permission: 'grants:read', show: peoplePage },
];
