/** One step of a JSON pointer, with its slash (RFC 6901). */
export function pointerStep(name: string | number): string {
  const text = String(name);
  return text.includes('~') || text.includes('/') ? `/${text.replaceAll('~', '~0').replaceAll('/', '~1')}` : `/${text}`;
}
