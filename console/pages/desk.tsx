import '../style/network.css';
import type { PageProps } from '../page-props.ts';
import { useHere } from '../shell/session-context.ts';
import { DeskDetail } from './desk-detail.tsx';
import { DeskList } from './desk-list.tsx';
import { DeskOpening } from './desk-opening.tsx';

/** Cases with partners, one of them, or the form that opens one. */
export function DeskPage({ route }: PageProps) {
  const { may } = useHere();
  if (route.subject !== '') return <DeskDetail key={route.subject} route={route} />;
  const isOpening = route.query.get('do') === 'open' || route.query.has('exception');
  return isOpening && may('exceptions:write') ? <DeskOpening route={route} /> : <DeskList route={route} />;
}
