import { cbvUrn, isStandardWord, type VocabularyField, webUri } from '../vocabulary.ts';
import { GS1_VOCABULARY } from './write-root.ts';
import type { Target } from './write-target.ts';

/**
 * A CBV word as XML spells it: a URN or, asked so, a web URI; components have web URIs only, and what sensors measure is
 * written `gs1:Temperature`. A value of somebody's own is written in full.
 */
export function spelledWord(field: VocabularyField, value: string, { names, vocabulary }: Target): string {
  if (!isStandardWord(field, value)) return value.startsWith('cbv:') ? webUri(field, value) : names.inFull(value);
  if (field === 'measurementType' || field === 'sensorException')
    return `${names.prefixOf(GS1_VOCABULARY, 'gs1')}:${value}`;
  return vocabulary === 'web-uri' || field === 'component' ? webUri(field, value) : cbvUrn(field, value);
}
