import '../style/network.css';
import type { PageProps } from '../page-props.ts';
import { useHere } from '../shell/session-context.ts';
import { NewRecall } from './new-recall.tsx';
import { RecallDetail } from './recall-detail.tsx';
import { RecallsList } from './recalls-list.tsx';

/** All recalls, one of them, or the form that makes one. */
export function RecallsPage({ route }: PageProps) {
  const { may } = useHere();
  if (route.subject !== '') return <RecallDetail key={route.subject} route={route} />;
  return route.query.get('do') === 'new' && may('recalls:write') ? <NewRecall /> : <RecallsList />;
}
