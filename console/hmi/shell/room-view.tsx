import { type ComponentType, type LazyExoticComponent, lazy, Suspense, useEffect, useRef } from 'react';
import type { SiteStatus } from '../data/status-shape.ts';
import { LineRoom } from '../line/line-room.tsx';
import { type Room, rightIn } from '../rooms.ts';
import { useTexts } from '../texts/language.ts';
import { Admitted } from './admitted.tsx';
import { focusContent } from './focus-content.ts';
import { RoomBoundary } from './room-boundary.tsx';

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

/** The room that is looked at. Whoever has gone to another is there, with keyboard and screen reader too. */
export function RoomView({ room, status }: Shown & { readonly room: Room }) {
  const texts = useTexts();
  const last = useRef(room);
  const View = views[room];
  const arrive = () => {
    if (last.current === room) return;
    last.current = room;
    focusContent();
  };
  return (
    <RoomBoundary key={room}>
      <Suspense fallback={<p>{texts.loading}</p>}>
        <Admitted right={rightIn[room]}>
          <View status={status} />
        </Admitted>
        <Arrival onArrive={arrive} />
      </Suspense>
    </RoomBoundary>
  );
}

/** Stands beside a view, and so is there once that is. */
function Arrival({ onArrive }: { readonly onArrive: () => void }) {
  useEffect(onArrive);
  return null;
}
