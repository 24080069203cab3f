import { vocabularyType } from '#common/epcis/find-master-data.ts';
import type { Endpoint } from '#common/http.ts';
import { inLanes } from '#common/store/batches.ts';
import type { Vocabulary } from '#common/store/vocabulary.ts';

/** Elements that are counted; of a vocabulary with more it is only said that there are more. */
const COUNTED = 1000;

/** The vocabularies that documents brought, with how many elements each has. */
export const listVocabularies =
  (needs: { vocabulary: Pick<Vocabulary, 'vocabularies' | 'count'> }): Endpoint =>
  async ({ tenant }) => {
    const names = await needs.vocabulary.vocabularies(tenant);
    const vocabularies = await inLanes(names, async (vocabulary) => {
      const { count, more } = await needs.vocabulary.count(tenant, vocabulary, COUNTED);
      return { vocabulary, type: vocabularyType(vocabulary), count, ...(more && { more }) };
    });
    return { status: 200, body: { vocabularies } };
  };
