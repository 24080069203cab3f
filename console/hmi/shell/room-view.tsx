import { type ComponentType, lazy, Suspense, useEffect, useRef, useState } from 'react';
import { bringPart } from '../../bring-part.ts';
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
type View = ComponentType<Shown>;

/** What is looked at seldom is read when it is. */
const rooms: Record<Exclude<Room, 'line'>, () => Promise<View>> = {
  station: async () => (await import('../station/station-room.tsx')).StationRoom,
  orders: async () => (await import('../orders/orders-room.tsx')).OrdersRoom,
  held: async () => (await import('../held/held-room.tsx')).HeldRoom,
  batches: async () => (await import('../line/batches-room.tsx')).BatchesRoom,
  alarms: async () => (await import('../line/alarms-room.tsx')).AlarmsRoom,
  warehouse: async () => (await import('../warehouse/warehouse-room.tsx')).WarehouseRoom,
  people: async () => (await import('../people/people-room.tsx')).PeopleRoom,
};
/** Those that were looked at. One that failed is none of them: it would fail for ever. */
const views = new Map<Room, View>([['line', LineRoom]]);

function viewOf(room: Room): View {
  const view = views.get(room) ?? (room === 'line' ? LineRoom : brought(rooms[room]));
  views.set(room, view);
  return view;
}

const brought = (room: () => Promise<View>): View => lazy(async () => ({ default: await bringPart(room) }));

/** The room that is looked at. Whoever has gone to another is there, with keyboard and screen reader too. */
export function RoomView({ room, status }: Shown & { readonly room: Room }) {
  const texts = useTexts();
  const last = useRef(room);
  const [tries, setTries] = useState(0);
  const View = viewOf(room);
  const arrive = () => {
    if (last.current === room) return;
    last.current = room;
    focusContent();
  };
  return (
    <RoomBoundary key={`${room} ${tries}`} onFail={() => views.delete(room)} onAgain={() => setTries(tries + 1)}>
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
