import type { PageProps } from '../page-props.ts';
import { locationPlace } from '../parts/master-kinds.ts';
import { MasterPage } from './master-page.tsx';

/** Where things are made, kept and sold, by GLN. */
export const LocationsPage = ({ route }: PageProps) => <MasterPage place={locationPlace} route={route} />;
