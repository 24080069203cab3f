import type { PageProps } from '../page-props.ts';
import { ImportSheet } from '../parts/import-sheet.tsx';
import { routeTo } from '../route.ts';
import { useHere } from '../shell/session-context.ts';
import { LotDetail } from './lot-detail.tsx';
import { LotsList } from './lots-list.tsx';
import { NewOrder } from './new-order.tsx';

/** All lots, one of them, or the forms that order new ones. */
export function LotsPage({ route }: PageProps) {
  const { may } = useHere();
  // A lot number is one lot only within its product.
  if (route.subject !== '') return <LotDetail key={`${route.subject} ${route.query.get('gtin')}`} route={route} />;
  const wanted = may('orders:write') ? route.query.get('do') : undefined;
  if (wanted === 'new') return <NewOrder />;
  if (wanted === 'import')
    return (
      <ImportSheet
        place={{ plural: 'lots', title: 'Lots', makes: 'orders' }}
        close={() => location.assign(routeTo('lots'))}
      />
    );
  return <LotsList route={route} />;
}
