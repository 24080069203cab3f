import type { PageProps } from '../page-props.ts';
import { LotDetail } from './lot-detail.tsx';
import { LotsList } from './lots-list.tsx';

/** All lots, or one of them. */
export function LotsPage({ route }: PageProps) {
  return route.subject === '' ? <LotsList route={route} /> : <LotDetail route={route} />;
}
