import type { Route } from './route.ts';
import { type AlarmNeeds, alarmRoutes } from './routes/alarms.ts';
import { type CounterRouteNeeds, counterRoutes } from './routes/counters.ts';
import { type ExceptionNeeds, exceptionRoutes } from './routes/exceptions.ts';
import { type MessageRouteNeeds, messageRoutes } from './routes/messages.ts';
import { type ReportRouteNeeds, reportRoutes } from './routes/reports.ts';
import { type SiteAlarmNeeds, siteAlarmRoutes } from './routes/site-alarms.ts';

export type DataNeeds = ExceptionNeeds &
  MessageRouteNeeds &
  AlarmNeeds &
  SiteAlarmNeeds &
  CounterRouteNeeds &
  ReportRouteNeeds;

/** What people look up: alarms, counters, reports. */
export const dataRoutes = (needs: DataNeeds): Route[] => [
  ...alarmRoutes(needs),
  ...counterRoutes(needs),
  ...exceptionRoutes(needs),
  ...messageRoutes(needs),
  ...reportRoutes(needs),
  ...siteAlarmRoutes(needs),
];
