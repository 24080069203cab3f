import type { ComponentType } from 'react';
import type { Permission } from '../shared/access/permissions.ts';
import type { PageProps } from './page-props.ts';

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
    load: async () => (await import('./pages/products.tsx')).ProductsPage,
  },
  {
    path: 'locations',
    title: 'Locations',
    section: 'Serialization',
    permission: 'registry:read',
    load: async () => (await import('./pages/locations.tsx')).LocationsPage,
  },
  {
    path: 'pools',
    title: 'Serial numbers',
    section: 'Serialization',
    permission: 'pools:read',
    load: async () => (await import('./pages/pools.tsx')).PoolsPage,
  },
  {
    path: 'units',
    title: 'Trace',
    section: 'Trace',
    permission: 'events:query',
    load: async () => (await import('./pages/trace.tsx')).TracePage,
  },
  {
    path: 'exceptions',
    title: 'Exceptions',
    section: 'Trace',
    permission: 'exceptions:read',
    load: async () => (await import('./pages/exceptions.tsx')).ExceptionsPage,
  },
  {
    path: 'captures',
    title: 'Captures',
    section: 'Trace',
    permission: 'events:capture',
    load: async () => (await import('./pages/captures.tsx')).CapturesPage,
  },
  {
    path: 'deliveries',
    title: 'Deliveries',
    section: 'Network',
    permission: 'deliveries:read',
    load: async () => (await import('./pages/deliveries.tsx')).DeliveriesPage,
  },
  {
    path: 'alerts',
    title: 'Alerts',
    section: 'Network',
    permission: 'deliveries:read',
    load: async () => (await import('./pages/alerts.tsx')).AlertsPage,
  },
  {
    path: 'partners',
    title: 'Partners',
    section: 'Network',
    permission: 'registry:read',
    load: async () => (await import('./pages/partners.tsx')).PartnersPage,
  },
  {
    path: 'desk',
    title: 'Desk',
    section: 'Network',
    permission: 'exceptions:read',
    load: async () => (await import('./pages/desk.tsx')).DeskPage,
  },
  {
    path: 'recalls',
    title: 'Recalls',
    section: 'Network',
    permission: 'orders:read',
    load: async () => (await import('./pages/recalls.tsx')).RecallsPage,
  },
  {
    path: 'documents-in',
    title: 'Documents in',
    section: 'Network',
    permission: 'inbound:read',
    load: async () => (await import('./pages/documents-in.tsx')).DocumentsInPage,
  },
  {
    path: 'mappings',
    title: 'Mappings',
    section: 'Network',
    permission: 'registry:read',
    load: async () => (await import('./pages/mappings.tsx')).MappingsPage,
  },
  {
    path: 'statements',
    title: 'Tell by hand',
    section: 'Network',
    permission: 'deliveries:write',
    load: async () => (await import('./pages/statements.tsx')).StatementsPage,
  },
  {
    path: 'api',
    title: 'API reference',
    section: 'Integration',
    permission: 'orders:read',
    load: async () => (await import('./pages/api.tsx')).ApiPage,
  },
  {
    path: 'keys',
    title: 'Keys',
    section: 'Integration',
    permission: 'people:read',
    load: async () => (await import('./pages/keys.tsx')).KeysPage,
  },
  {
    path: 'listeners',
    title: 'Webhooks',
    section: 'Integration',
    permission: 'announcements:read',
    load: async () => (await import('./pages/listeners.tsx')).ListenersPage,
  },
  {
    path: 'subscriptions',
    title: 'Subscriptions',
    section: 'Integration',
    permission: 'events:query',
    load: async () => (await import('./pages/subscriptions.tsx')).SubscriptionsPage,
  },
  {
    path: 'converter',
    title: 'EPCIS converter',
    section: 'Integration',
    permission: 'orders:read',
    load: async () => (await import('./pages/converter.tsx')).ConverterPage,
  },
  {
    path: 'sandboxes',
    title: 'Sandboxes',
    section: 'Integration',
    permission: 'listeners:write',
    load: async () => (await import('./pages/sandboxes.tsx')).SandboxesPage,
  },
  {
    path: 'sites',
    title: 'Sites and lines',
    section: 'Administration',
    permission: 'orders:read',
    load: async () => (await import('./pages/sites.tsx')).SitesPage,
  },
  {
    path: 'people',
    title: 'People',
    section: 'Administration',
    permission: 'people:read',
    load: async () => (await import('./pages/people.tsx')).PeoplePage,
  },
  {
    path: 'roles',
    title: 'Roles',
    section: 'Administration',
    permission: 'orders:read',
    load: async () => (await import('./pages/roles.tsx')).RolesPage,
  },
  {
    path: 'grants',
    title: 'Grants',
    section: 'Administration',
    permission: 'grants:read',
    load: async () => (await import('./pages/grants.tsx')).GrantsPage,
  },
  {
    path: 'audit',
    title: 'Audit trail',
    section: 'Administration',
    permission: 'audit:read',
    load: async () => (await import('./pages/audit.tsx')).AuditPage,
  },
];
