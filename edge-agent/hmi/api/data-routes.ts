import type { Route } from './route.ts';
import { type AlarmNeeds, alarmRoutes } from './routes/alarms.ts';
import { type CounterRouteNeeds, counterRoutes } from './routes/counters.ts';
import { type ReportRouteNeeds, reportRoutes } from './routes/reports.ts';

export type DataNeeds = AlarmNeeds & CounterRouteNeeds & ReportRouteNeeds;

/** What people look up: alarms, counters, reports. */
export const dataRoutes = (needs: DataNeeds): Route[] => [
  ...alarmRoutes(needs),
  ...counterRoutes(needs),
  ...reportRoutes(needs),
];
