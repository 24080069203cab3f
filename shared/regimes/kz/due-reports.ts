import { kazakhstan } from '../xtrace/countries.ts';
import { xtraceReports } from '../xtrace/due-reports.ts';

/** What acts make due here. */
export const dueReports = xtraceReports(kazakhstan);
