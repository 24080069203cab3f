import { kazakhstan } from '../xtrace/countries.ts';
import { xtraceRegime } from '../xtrace/xtrace-regime.ts';
import { dueReports } from './due-reports.ts';

/** Kazakhstan: IS MPT. */
export const kz = xtraceRegime(kazakhstan, dueReports);
