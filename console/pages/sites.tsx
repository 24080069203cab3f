import type { PageProps } from '../page-props.ts';
import { SiteDetail } from './site-detail.tsx';
import { SitesList } from './sites-list.tsx';

/** Lines of all sites, or one site: its lines in full, and how orders stand there. */
export function SitesPage({ route }: PageProps) {
  return route.subject === '' ? <SitesList route={route} /> : <SiteDetail key={route.subject} route={route} />;
}
