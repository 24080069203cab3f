import { errors as sncmErrors } from './br/sncm/errors.ts';
import { tells as sncmTells } from './br/sncm/tells.ts';
import { errors as cnErrors } from './cn/errors.ts';
import { tells as cnTells } from './cn/tells.ts';
import { errors as egErrors } from './eg/errors.ts';
import { tells as egTells } from './eg/tells.ts';
import { errors as euErrors } from './eu/errors.ts';
import { nmvs } from './eu/nmvs/nmvs.ts';
import { tells as euTells } from './eu/tells.ts';
import { bahrain, emirates, jordan } from './hub/countries.ts';
import { errors as hubErrors } from './hub/errors.ts';
import { hubTells } from './hub/tells.ts';
import { errors as inErrors } from './in/errors.ts';
import { tells as inTells } from './in/tells.ts';
import { errors as krErrors } from './kr/errors.ts';
import { tells as krTells } from './kr/tells.ts';
import { omsErrors } from './oms/errors.ts';
import { omsTells } from './oms/tells.ts';
import type { SystemWords } from './regulator-system.ts';
import { errors as ruErrors } from './ru/errors.ts';
import { tells as ruTells } from './ru/tells.ts';
import { errors as saErrors } from './sa/errors.ts';
import { tells as saTells } from './sa/tells.ts';
import { errors as trErrors } from './tr/errors.ts';
import { tells as trTells } from './tr/tells.ts';
import { kazakhstan, uzbekistan } from './xtrace/countries.ts';
import { errors as xtraceErrors } from './xtrace/errors.ts';
import { xtraceTells } from './xtrace/tells.ts';

/** What every system of a regime is told and what its codes mean, one line each. Apart from the regimes: whoever sends, or plans, begins sooner without. */
const catalogue: Readonly<Record<string, SystemWords>> = {
  'eu-hub': { tells: euTells, errors: euErrors },
  nmvs,
  mdlp: { tells: ruTells, errors: ruErrors },
  'ru-oms': { tells: omsTells, errors: omsErrors },
  msfx: { tells: cnTells, errors: cnErrors },
  [emirates.system]: { tells: hubTells(emirates), errors: hubErrors },
  [bahrain.system]: { tells: hubTells(bahrain), errors: hubErrors },
  [jordan.system]: { tells: hubTells(jordan), errors: hubErrors },
  eptts: { tells: egTells, errors: egErrors },
  kpis: { tells: krTells, errors: krErrors },
  iveda: { tells: inTells, errors: inErrors },
  rsd: { tells: saTells, errors: saErrors },
  its: { tells: trTells, errors: trErrors },
  [kazakhstan.system]: { tells: xtraceTells(kazakhstan), errors: xtraceErrors },
  [uzbekistan.system]: { tells: xtraceTells(uzbekistan), errors: xtraceErrors },
  sncm: { tells: sncmTells, errors: sncmErrors },
};

/** What a system is told and what its codes mean; nothing of one that is not in the catalogue. */
export const wordsOf = (system: string): SystemWords => ({ ...(catalogue[system] ?? { tells: [], errors: [] }) });
