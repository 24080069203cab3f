import { SaxesParser } from 'saxes';

/** An element that begins. */
export interface Tag {
  /** Names from the root, joined by `/`. */
  readonly path: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Tells each element of a file in its order; says what is wrong when the file is no XML, or when whoever is told objects. */
export function readTags(xml: string, tell: (tag: Tag) => string | undefined): string | undefined {
  const parser = new SaxesParser();
  const path: string[] = [];
  let problem: string | undefined;
  parser.on('error', (error) => {
    problem ??= error.message;
  });
  parser.on('doctype', () => {
    problem ??= 'a DOCTYPE is not taken';
  });
  parser.on('opentag', ({ name, attributes }) => {
    path.push(name);
    problem ??= tell({ path: path.join('/'), attributes });
  });
  parser.on('closetag', () => {
    path.pop();
  });
  parser.write(xml).close();
  return problem;
}

/** The first of these attributes that an element lacks. */
export const missing = ({ attributes }: Tag, ...names: string[]): string | undefined =>
  names.find((name) => !Object.hasOwn(attributes, name));
