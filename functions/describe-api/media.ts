import { eventMedia } from '#common/epcis/media.ts';
import { takesEventParameters } from '#common/queries/epcis.ts';
import { queryParameter, shapesOf } from './parameters.ts';

const JSON_MEDIA = 'application/json';

/** Media types in which a route answers, of which `Accept` chooses; JSON is the first. */
export function mediaOf(route: string): readonly [string, ...string[]] {
  const others = takesEventParameters(route) ? eventMedia : tellsCsv(route) ? ['text/csv'] : [];
  return [JSON_MEDIA, ...others.filter((one) => one !== JSON_MEDIA)];
}

/** What takes `?format=csv` takes `Accept: text/csv` as well. */
function tellsCsv(route: string): boolean {
  const { format } = shapesOf(route);
  const { enum: words = [] } = format === undefined ? {} : queryParameter('format', format).schema;
  return words.includes('csv');
}
