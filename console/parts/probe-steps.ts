import { element } from './element.ts';

export interface ProbeStep {
  readonly step: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** What a test of a connection saw, step by step. */
export function probeSteps(steps: readonly ProbeStep[]): HTMLElement {
  const lines = steps.map(({ step, ok, detail }) =>
    element(
      'li',
      {},
      element('b', {}, step),
      ': ',
      element('span', { class: ok ? 'good' : 'bad' }, ok ? 'well' : 'failed'),
      detail && `, ${detail}`,
    ),
  );
  return element('ol', { 'aria-label': 'Steps of the test' }, ...lines);
}
