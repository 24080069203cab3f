import { Problem } from '../api.ts';

export type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Marks the control that a refusal is about, and goes to it. @param controls by the JSON pointers of what they hold */
export function markAt(controls: ReadonlyMap<string, Control>, at = ''): void {
  const found = [...controls].find(([place]) => at === place || at.startsWith(`${place}/`));
  for (const [, control] of controls) control.removeAttribute('aria-invalid');
  found?.[1].setAttribute('aria-invalid', 'true');
  found?.[1].focus();
}

/** Does something, and marks the control that it was refused for. */
export async function marking<Result>(
  controls: ReadonlyMap<string, Control>,
  act: () => Promise<Result>,
): Promise<Result> {
  markAt(controls);
  try {
    return await act();
  } catch (error) {
    if (error instanceof Problem) markAt(controls, error.said.at);
    throw error;
  }
}
