import { captureTheme } from './capture-cases.ts';
import type { Theme } from './conformance-case.ts';
import { eventTheme } from './event-cases.ts';
import { faultTheme } from './fault-cases.ts';
import { headerTheme } from './header-cases.ts';
import { masterDataTheme } from './master-data-cases.ts';
import { pagingTheme } from './paging-cases.ts';
import { parameterFields } from './parameter-field-cases.ts';
import { parameterMasterData } from './parameter-master-data-cases.ts';
import { parameterNumbers } from './parameter-number-cases.ts';
import { parameterThings } from './parameter-things-cases.ts';
import { problemTheme } from './problem-cases.ts';
import { queryTheme } from './query-cases.ts';
import { resourceTheme } from './resource-cases.ts';
import { soapTheme } from './soap-cases.ts';
import { streamTheme } from './stream-cases.ts';
import { subscriptionTheme } from './subscription-cases.ts';
import { wallTheme } from './wall-cases.ts';
import { xmlTheme } from './xml-cases.ts';

/** All themes, in the order in which they run. */
export const themes: readonly Theme[] = [
  captureTheme,
  eventTheme,
  resourceTheme,
  queryTheme,
  pagingTheme,
  headerTheme,
  problemTheme,
  xmlTheme,
  masterDataTheme,
  subscriptionTheme,
  streamTheme,
  soapTheme,
  wallTheme,
  parameterThings,
  parameterNumbers,
  parameterFields,
  parameterMasterData,
  faultTheme,
];
