import type { ComponentType } from 'react';
import type { Permission } from '../shared/access/permissions.ts';
import type { PageProps } from './page-props.ts';
import { hosted } from './shell/hosted.tsx';

/** What pages are about, in the order of the navigation. */
export const sections = ['', 'Serialization', 'Trace', 'Network', 'Integration', 'Administration'] as const;

export interface Place {
  readonly path: string;
  readonly title: string;
  readonly section: (typeof sections)[number];
  /** Without it there is nothing to see. */
  readonly permission: Permission;
  /** Loads the page: no page costs those anything who do not look at it. */
  readonly load: () => Promise<ComponentType<PageProps>>;
}

/** The pages, as the navigation has them; the first is shown where the address names none. */
export const places: readonly Place[] = [
  {
    path: 'overview',
    title: 'Overview',
    section: '',
    permission: 'orders:read',
    load: async () => (await import('./pages/overview.tsx')).OverviewPage,
  },
  {
    path: 'lots',
    title: 'Lots',
    section: 'Serialization',
    permission: 'orders:read',
    load: async () => (await import('./pages/lots.tsx')).LotsPage,
  },
  {
    path: 'products',
    title: 'Products',
    section: 'Serialization',
    permission: 'registry:read',
    load: hosted(async () => (await import('./pages/master-data.ts')).productsPage),
  },
  {
    path: 'locations',
    title: 'Locations',
    section: 'Serialization',
    permission: 'registry:read',
    load: hosted(async () => (await import('./pages/master-data.ts')).locationsPage),
  },
  {
    path: 'units',
    title: 'Units',
    section: 'Trace',
    permission: 'events:query',
    load: hosted(async () => (await import('./pages/unit.ts')).unitPage),
  },
  {
    path: 'exceptions',
    title: 'Exceptions',
    section: 'Trace',
    permission: 'exceptions:read',
    load: hosted(async () => (await import('./pages/exceptions.ts')).exceptionsPage),
  },
  {
    path: 'captures',
    title: 'Captures',
    section: 'Trace',
    permission: 'events:capture',
    load: hosted(async () => (await import('./pages/captures.ts')).capturesPage),
  },
  {
    path: 'deliveries',
    title: 'Deliveries',
    section: 'Network',
    permission: 'deliveries:read',
    load: async () => (await import('./pages/deliveries.tsx')).DeliveriesPage,
  },
  {
    path: 'partners',
    title: 'Partners',
    section: 'Network',
    permission: 'registry:read',
    load: hosted(async () => (await import('./pages/partners.ts')).partnersPage),
  },
  {
    path: 'desk',
    title: 'Desk',
    section: 'Network',
    permission: 'exceptions:read',
    load: hosted(async () => (await import('./pages/desk.ts')).deskPage),
  },
  {
    path: 'recalls',
    title: 'Recalls',
    section: 'Network',
    permission: 'orders:read',
    load: hosted(async () => (await import('./pages/recalls.ts')).recallsPage),
  },
  {
    path: 'documents-in',
    title: 'Documents in',
    section: 'Network',
    permission: 'inbound:read',
    load: hosted(async () => (await import('./pages/documents-in.ts')).documentsInPage),
  },
  {
    path: 'mappings',
    title: 'Mappings',
    section: 'Network',
    permission: 'registry:read',
    load: hosted(async () => (await import('./pages/mappings.ts')).mappingsPage),
  },
  {
    path: 'statements',
    title: 'Tell by hand',
    section: 'Network',
    permission: 'deliveries:write',
    load: hosted(async () => (await import('./pages/statements.ts')).statementsPage),
  },
  {
    path: 'subscriptions',
    title: 'Subscriptions',
    section: 'Integration',
    permission: 'events:query',
    load: hosted(async () => (await import('./pages/subscriptions.ts')).subscriptionsPage),
  },
  {
    path: 'listeners',
    title: 'Listeners',
    section: 'Integration',
    permission: 'announcements:read',
    load: hosted(async () => (await import('./pages/listeners.ts')).listenersPage),
  },
  {
    path: 'people',
    title: 'People and access',
    section: 'Administration',
    permission: 'grants:read',
    load: hosted(async () => (await import('./pages/people.ts')).peoplePage),
  },
];
