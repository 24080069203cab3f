import { useSyncExternalStore } from 'react';
import type { Session } from './data/session.ts';
import type { SiteStatus } from './data/status-shape.ts';

export const rooms = ['line', 'station', 'orders', 'held', 'batches', 'alarms', 'warehouse', 'people'] as const;
export type Room = (typeof rooms)[number];

/** The room that an address names; the warehouse has an address of its own, which its handhelds know. */
export function roomOf({ hash, pathname }: Pick<Location, 'hash' | 'pathname'>): Room {
  const named = rooms.find((one) => hash === `#${one}`);
  return named ?? (pathname === '/warehouse' ? 'warehouse' : 'line');
}

const subscribe = (listener: () => void) => {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
};
export const useRoom = (): Room => useSyncExternalStore(subscribe, () => roomOf(location));

/** What somebody may do who sees anything in these rooms; whoever comes by their address is told that he may not. The others look themselves. */
export const rightIn: Partial<Record<Room, string>> = {
  station: 'read-report',
  orders: 'read-report',
  held: 'read-report',
  batches: 'read-report',
  alarms: 'read-report',
};

/** Rooms that this site has and that are of use to whoever is signed in. */
export function roomsFor(
  { lines, warehouse }: Pick<SiteStatus, 'lines' | 'warehouse'>,
  { rights }: Session,
  signsIn: boolean,
): Room[] {
  const may = (right: string) => rights.includes(right);
  const reads = may('read-report') || !signsIn;
  const open: Record<Room, boolean> = {
    line: true,
    station: lines.length > 0 && reads,
    orders: reads,
    held: reads,
    batches: lines.length > 0 && reads,
    alarms: lines.length > 0 && reads,
    warehouse,
    people: may('manage-people') || may('vouch'),
  };
  return rooms.filter((one) => open[one]);
}
