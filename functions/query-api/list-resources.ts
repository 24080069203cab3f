import { answerCollection } from '#common/epcis/answer-collection.ts';
import type { Endpoint } from '#common/http.ts';
import { topResources } from './resources.ts';

/** The top-level resources, for a client that looks around (EPCIS 2.0, REST binding). */
export const listResources = (): Endpoint => async (request) => answerCollection(request, topResources, {});
