import Steps, { type StepsProps } from '@cloudscape-design/components/steps';
import type { OnboardingState } from '../../shared/network/onboarding/states.ts';
import { OnboardingEvidence } from './onboarding-evidence.tsx';
import type { Partnership } from './onboardings.ts';

/** What is to be done while a partnership stands at a step, in order. */
const steps: readonly (readonly [state: OnboardingState, words: string])[] = [
  ['invited', 'The partner takes the invitation up'],
  ['profile', 'It says who it is'],
  ['channel', 'It says how it is reached'],
  ['connection-test', 'Its connection is tried'],
  ['message-test', 'Messages are tried, sound ones and faulty ones'],
  ['approval', 'The partner approves'],
  ['approved-by-partner', 'We approve'],
  ['live', 'In force, and watched at first'],
  ['monitored', 'In force'],
];

/** The steps of a partnership, each with what it left as evidence. */
export function OnboardingSteps({ row }: { readonly row: Partnership }) {
  const at = row.state === 'suspended' ? row.suspended?.from : row.state;
  const now = steps.findIndex(([name]) => name === at);
  const statusOf = (i: number): readonly [StepsProps.Status, string] => {
    if (i < now || (i === now && at === 'monitored')) return ['success', 'done'];
    return i === now ? ['in-progress', 'now'] : ['pending', 'to come'];
  };
  return (
    <Steps
      ariaLabel="Steps"
      steps={steps.map(([name, words], i) => {
        const [status, label] = statusOf(i);
        return {
          status,
          statusIconAriaLabel: label,
          header: i === now ? <b aria-current="step">{words}</b> : words,
          details: <OnboardingEvidence row={row} step={name} />,
        };
      })}
    />
  );
}
