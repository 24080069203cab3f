import '../style/network.css';
import type { PageProps } from '../page-props.ts';
import { RecallDetail } from './recall-detail.tsx';
import { RecallsList } from './recalls-list.tsx';

/** All recalls, or one of them. */
export function RecallsPage({ route }: PageProps) {
  return route.subject === '' ? <RecallsList /> : <RecallDetail key={route.subject} route={route} />;
}
