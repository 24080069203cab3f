import { isRefusal, type Refusal } from '../../../refusal.ts';
import { xmlText } from '../../../wire/write-xml.ts';

/**
 * Elements as Exclusive XML Canonicalization 1.0 leaves them: no declaration, no white space between them, both tags always, double quotes, and a namespace where
 * it begins to be used. What is written with these is its own canonical form, so it is digested as it is.
 */
export const element = (name: string, ...inside: readonly string[]): string => `<${name}>${inside.join('')}</${name}>`;

/** The same where its default namespace begins. */
export const rooted = (name: string, namespace: string, ...inside: readonly string[]): string =>
  `<${name} xmlns="${namespace}">${inside.join('')}</${name}>`;

/** An element with text. @throws where the text has characters that XML cannot carry: `accept` refuses those before */
export function leaf(name: string, text: string | boolean | number): string {
  const written = canonicalText(String(text));
  if (isRefusal(written)) throw new Error(`${name} ${written.detail}`);
  return element(name, written);
}

/** A text as its canonical form has it (Canonical XML 1.0 §2.3): only a carriage return is spelled otherwise than we do. */
export function canonicalText(text: string): string | Refusal {
  const written = xmlText(text);
  return isRefusal(written) ? written : written.replaceAll('&#13;', '&#xD;');
}
