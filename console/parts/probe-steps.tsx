import Steps from '@cloudscape-design/components/steps';
import type { ProbeStep } from '../../shared/network/probe-step.ts';

/** What a test of a connection saw, step by step, and what to do about those that failed. */
export function ProbeSteps({ steps }: { readonly steps: readonly ProbeStep[] }) {
  return (
    <Steps
      ariaLabel="Steps of the test"
      steps={steps.map(({ step, ok, detail, remedy }) => ({
        status: ok ? 'success' : 'error',
        statusIconAriaLabel: ok ? 'well' : 'failed',
        header: `${step}: ${ok ? 'well' : 'failed'}`,
        details: (
          <>
            {detail && <div>{detail}</div>}
            {remedy !== undefined && (
              <div>
                <b>What to do:</b> {remedy}
              </div>
            )}
          </>
        ),
      }))}
    />
  );
}
