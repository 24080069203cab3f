import { element } from './element.ts';

/** Hands bytes to the browser, which keeps them as a file. */
export function saveFile(name: string, bytes: Blob): void {
  const url = URL.createObjectURL(bytes);
  element('a', { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}
