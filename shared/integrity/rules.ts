/** How grave a contradiction is, as deviations are graded in pharmaceutical quality systems. */
export const severities = ['critical', 'major', 'minor'] as const;
export type Severity = (typeof severities)[number];

/**
 * Every rule that captured events are held to, and how grave it is to break it; `rule-texts.ts` says what each means. EPCIS 2.0 lets a repository store what breaks them:
 * they tell, they do not refuse.
 */
export const rules = {
  'commissioned-twice': 'critical',
  'never-issued': 'critical',
  'acted-on-after-end': 'critical',
  'never-commissioned': 'major',
  'before-commissioning': 'major',
  'packed-twice': 'major',
  'moved-without-parent': 'major',
  'left-inside': 'major',
  'lot-contradiction': 'major',
  'nothing-to-unpack': 'minor',
  'impossible-time': 'minor',
  'history-too-long': 'minor',
  'unknown-product': 'minor',
  'unknown-place': 'minor',
  'us-document': 'major',
  'lot-unreconciled': 'major',
  'not-reported': 'critical',
  'unknown-country': 'critical',
  'not-verified': 'major',
  'suspect-moved': 'critical',
  'and-more': 'major',
} as const satisfies Record<string, Severity>;

export type RuleCode = keyof typeof rules;

const codes = new Set<string>(Object.keys(rules));

/** True for the code of a rule. */
export const isRuleCode = (text: string): text is RuleCode => codes.has(text);
