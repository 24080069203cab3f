import type { ErrorMeaning } from '../error-meaning.ts';
import type { RegulatorSystem } from '../regulator-system.ts';
import { causes } from './rule-causes.ts';
import { type UsRule, type UsRuleCode, usRules } from './validate/rules.ts';

const meaningOf = ({ title, weighs }: UsRule) => `broken: ${title}${weighs === 'either' ? ' (may be a warning)' : ''}`;

const errorOf = (code: UsRuleCode): ErrorMeaning => {
  const rule: UsRule = usRules[code];
  const retry = rule.weighs === 'warning' ? 'none' : 'rejected';
  return { code, meaning: meaningOf(rule), cause: causes[code], remedy: rule.remedy, retry };
};

const isCode = (code: string): code is UsRuleCode => code in usRules;

/** Documents of the GS1 US guideline: the rules that ours are held to before they are sent, and those of partners when they come. */
export const documents: RegulatorSystem = {
  system: 'gs1-us',
  tells: [
    {
      act: 'shipped',
      message: 'EPCIS 1.2 document',
      to: 'who buys',
      standing: 'works',
      note: 'GS1 US R1.2 or R1.3 with transaction information and statement, as the partner’s master data say',
    },
  ],
  errors: Object.keys(usRules).filter(isCode).map(errorOf),
  throttles: [],
};
