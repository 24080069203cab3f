import { type ComponentType, type LazyExoticComponent, lazy, Suspense } from 'react';
import type { SiteStatus } from '../data/status-shape.ts';
import { LineRoom } from '../line/line-room.tsx';
import type { Room } from '../rooms.ts';
import { useTexts } from '../texts/language.ts';

interface Shown {
  readonly status: SiteStatus;
}

/** What is looked at seldom is read when it is. */
const views: Record<Room, ComponentType<Shown> | LazyExoticComponent<ComponentType<Shown>>> = {
  line: LineRoom,
  station: lazy(async () => ({ default: (await import('../station/station-room.tsx')).StationRoom })),
  orders: lazy(async () => ({ default: (await import('../orders/orders-room.tsx')).OrdersRoom })),
  held: lazy(async () => ({ default: (await import('../held/held-room.tsx')).HeldRoom })),
  batches: lazy(async () => ({ default: (await import('../line/batches-room.tsx')).BatchesRoom })),
  alarms: lazy(async () => ({ default: (await import('../line/alarms-room.tsx')).AlarmsRoom })),
  warehouse: lazy(async () => ({ default: (await import('../warehouse/warehouse-room.tsx')).WarehouseRoom })),
  people: lazy(async () => ({ default: (await import('../people/people-room.tsx')).PeopleRoom })),
};

export function RoomView({ room, status }: Shown & { readonly room: Room }) {
  const texts = useTexts();
  const View = views[room];
  return (
    <Suspense fallback={<p>{texts.loading}</p>}>
      <View status={status} />
    </Suspense>
  );
}
