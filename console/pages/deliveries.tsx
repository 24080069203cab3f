import type { PageProps } from '../page-props.ts';
import { DeliveriesList } from './deliveries-list.tsx';
import { DeliveryDetail } from './delivery-detail.tsx';

/** What regulators and partners are told, or one of it. */
export function DeliveriesPage({ route }: PageProps) {
  return route.subject === '' ? <DeliveriesList route={route} /> : <DeliveryDetail key={route.subject} route={route} />;
}
