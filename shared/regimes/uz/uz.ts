import { uzbekistan } from '../xtrace/countries.ts';
import { xtraceRegime } from '../xtrace/xtrace-regime.ts';
import { dueReports } from './due-reports.ts';

/** Uzbekistan: ASL BELGISI (CRPT Turon). */
export const uz = xtraceRegime(uzbekistan, dueReports);
