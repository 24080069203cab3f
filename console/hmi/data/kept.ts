/** What this browser keeps under a name; undefined when there is nothing, or the browser keeps nothing. */
export function kept(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps it in this browser, if that keeps anything. */
export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // A browser that is told to keep nothing asks again the next time.
  }
}
