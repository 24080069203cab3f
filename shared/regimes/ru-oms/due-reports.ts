import { omsReports } from '../oms/due-reports.ts';

export const dueReports = omsReports();
