import { bahrain } from '../hub/countries.ts';
import { hubReports } from '../hub/due-reports.ts';

/** What acts make due here. */
export const dueReports = hubReports(bahrain);
