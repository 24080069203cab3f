import { ruleTexts } from '../../shared/integrity/rule-texts.ts';
import { severities } from '../../shared/integrity/rules.ts';
import { exceptionStates } from '../../shared/messages/exceptions-api.ts';
import { ChosenFilter } from './chosen-filter.tsx';
import { Filters } from './filters.tsx';
import { TypedFilter } from './typed-filter.tsx';

interface Given {
  readonly asked: (name: string) => string;
  readonly wrongCode: string | undefined;
  readonly change: (name: string, value: string) => void;
}

const states = [{ value: 'active', label: 'open or assigned' }, ...exceptionStates];
const rules = Object.entries(ruleTexts).map(([value, { title }]) => ({ value, label: title }));

/** What narrows the exceptions that are shown. */
export function ExceptionFilters({ asked, wrongCode, change }: Given) {
  const state = asked('state') || 'active';
  return (
    <Filters>
      <ChosenFilter
        label="State"
        value={state === 'any' ? '' : state}
        values={states}
        change={(value) => change('state', value || 'any')}
      />
      <ChosenFilter
        label="Severity"
        value={asked('severity')}
        values={severities}
        change={(value) => change('severity', value)}
      />
      <ChosenFilter label="Rule" value={asked('rule')} values={rules} change={(value) => change('rule', value)} />
      <TypedFilter label="Assigned to" value={asked('assignee')} change={(value) => change('assignee', value)} />
      <TypedFilter
        label="Unit, by any code"
        value={asked('epc')}
        error={wrongCode}
        change={(value) => change('epc', value)}
      />
    </Filters>
  );
}
