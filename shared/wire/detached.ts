/**
 * The same text with characters of its own. Engines keep the whole text that a part was cut from alive as long as the
 * part; what is kept of a long document must not hold on to it.
 */
export function detached(text: string): string {
  // Joining and cutting again makes the engine copy; parts of fewer than 13 characters are copied anyway.
  return text.length < 13 ? text : ` ${text}`.slice(1);
}
