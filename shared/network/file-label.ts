/** Characters kept of a name. */
const LONGEST = 300;

/**
 * What a sender calls a file, as a label that people may save under: without the folders before it, and without characters that write nothing, end a text or turn its
 * direction round (Unicode categories Cc, Cf, Zl and Zp). Empty where nothing is left.
 */
export function fileLabel(text: string): string {
  const visible = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');
  const name = visible.split(/[/\\]/).at(-1)?.trim() ?? '';
  return /^\.*$/.test(name) ? '' : name.slice(0, LONGEST);
}
