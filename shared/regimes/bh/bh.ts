import { bahrain } from '../hub/countries.ts';
import { hubRegime } from '../hub/hub-regime.ts';
import { dueReports } from './due-reports.ts';

/** Bahrain: the MVC hub (NHRA). */
export const bh = hubRegime(bahrain, dueReports);
