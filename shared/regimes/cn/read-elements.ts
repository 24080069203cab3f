import { type Refusal, refuse } from '../../refusal.ts';
import { detached } from '../../wire/detached.ts';
import { xmlReader } from '../../wire/read-xml.ts';

/** UTF-16 code units of a file that is worth reading. */
export const MOST_FILE = 64 * 1024 * 1024;

const limits = { depth: 12, length: 64 * 1024, attributes: 32, declarations: 8 };

/** An attribute by name; empty where it is missing. */
export type AttributeOf = (name: string) => string;

/**
 * Reads a file of the platform, whose content is in attributes alone: `visit` is told each element by its path, in their order.
 *
 * @returns a refusal when it is no XML, too large, or when `visit` refuses
 */
export function readElements(
  xml: string,
  visit: (path: string, attribute: AttributeOf) => Refusal | undefined,
): Refusal | undefined {
  if (xml.length > MOST_FILE)
    return refuse('too-large', `the file has more than ${MOST_FILE} characters`, { at: '/', rule: 'our own bound' });
  const path: string[] = [];
  const reader = xmlReader(
    {
      open: ({ local }, attributes) => {
        path.push(local);
        const attribute = (name: string) =>
          detached(attributes.find((one) => one.name.local === name && one.name.namespace === '')?.value ?? '');
        return visit(`/${path.join('/')}`, attribute);
      },
      text: () => undefined,
      close: () => {
        path.pop();
        return undefined;
      },
    },
    limits,
  );
  return reader.write(xml) ?? reader.end();
}
