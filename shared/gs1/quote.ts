/** The longest value of any identifier has 90 characters. */
const MOST = 100;

/** A text as a refusal quotes it: control characters escaped, cut after 100 characters so that no message outgrows its reader. */
export function quote(text: string): string {
  return JSON.stringify(text.length > MOST ? `${text.slice(0, MOST)}…` : text);
}
