import { emirates } from '../hub/countries.ts';
import { hubRegime } from '../hub/hub-regime.ts';
import { dueReports } from './due-reports.ts';

/** The United Arab Emirates: Tatmeen (MoHAP). */
export const ae = hubRegime(emirates, dueReports);
