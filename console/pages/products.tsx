import type { PageProps } from '../page-props.ts';
import { productPlace } from '../parts/master-kinds.ts';
import { MasterPage } from './master-page.tsx';

/** What is sold, by GTIN. */
export const ProductsPage = ({ route }: PageProps) => <MasterPage place={productPlace} route={route} />;
