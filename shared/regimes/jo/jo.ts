import { jordan } from '../hub/countries.ts';
import { hubRegime } from '../hub/hub-regime.ts';
import { dueReports } from './due-reports.ts';

/** Jordan: JFDA. */
export const jo = hubRegime(jordan, dueReports);
