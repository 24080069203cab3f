import { httpHandler } from '#common/http.ts';
import { readEnv } from '#common/read-env.ts';
import { documentClient } from '#common/store/document-client.ts';
import { registry } from '#common/store/registry.ts';
import { vocabulary } from '#common/store/vocabulary.ts';
import { shape } from './env.ts';
import { listElements } from './list-elements.ts';
import { listVocabularies } from './list-vocabularies.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const needs = { vocabulary: vocabulary(db, env.REGISTRY_TABLE), now: () => new Date() };

export const handler = httpHandler(
  {
    'GET /api/vocabularies': { permission: 'events:query', endpoint: listVocabularies(needs) },
    'GET /api/vocabularies/{vocabulary}/elements': { permission: 'events:query', endpoint: listElements(needs) },
  },
  registry(db, env.REGISTRY_TABLE).granted,
);
