/** What this browser keeps for this person: how he likes to see things, never data. A browser that keeps nothing is no fault. */
export function kept(name: string): string | undefined {
  try {
    return localStorage.getItem(`seriate-${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keep(name: string, text: string): void {
  try {
    localStorage.setItem(`seriate-${name}`, text);
  } catch {
    // He sees it so until the page is loaded again.
  }
}
