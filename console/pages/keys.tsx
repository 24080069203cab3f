import type { PageProps } from '../page-props.ts';
import { useHere } from '../shell/session-context.ts';
import { KeyDetail } from './key-detail.tsx';
import { KeysList } from './keys-list.tsx';
import { NewKey } from './new-key.tsx';

/** Machine clients, by whose keys other systems come in; one of them, or the form that makes one. */
export function KeysPage({ route }: PageProps) {
  const { may } = useHere();
  if (route.subject !== '') return <KeyDetail key={route.subject} route={route} />;
  return route.query.get('do') === 'new' && may('people:write') ? <NewKey /> : <KeysList route={route} />;
}
