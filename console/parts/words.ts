/** `nationalNumbers` to `National numbers`, `in-force` to `In force`: names of the API as people read them. */
export function words(name: string): string {
  if (/^(gtin|gln)s?$/.test(name)) return name.toUpperCase().replace(/S$/, 's');
  const spaced = name
    .replaceAll('-', ' ')
    .replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
