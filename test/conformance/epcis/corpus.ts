import { existsSync, readFileSync } from 'node:fs';

const root = new URL('../../../../shared/corpus/epcis/', import.meta.url);

/** False on machines without the corpus of published documents; the tests that need it are skipped there. */
export const hasCorpus = existsSync(root);

export const corpusText = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** A JSON file of the corpus; the caller names the shape that the corpus' README describes. */
export function corpusJson<Shape>(path: string): Shape {
  const value: Shape = JSON.parse(corpusText(path));
  return value;
}
