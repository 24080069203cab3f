import * as v from 'valibot';
import type { Api } from '../api.ts';
import { soughtPage } from './sought-page.ts';

const onward = v.object({
  next: v.optional(v.string()),
  nextPageToken: v.optional(v.string()),
  /** False where `next` is only for whoever comes again later. */
  more: v.optional(v.boolean()),
});

/**
 * A page of a list that the server tells by pages.
 *
 * @param at its path; a page's `next` is `after` of the following, its `nextPageToken` that of the following; a page that is a bare list names the following in its Link header
 * @returns what is told, the path of the following page, and how many answers were needed until one had a row
 */
export async function listedPage<Shape extends v.GenericSchema>(api: Pick<Api, 'list'>, at: string, shape: Shape) {
  const { told, ...found } = await soughtPage((from) => onePage(api, from), at);
  return { ...found, told: v.parse(shape, told) };
}

async function onePage(api: Pick<Api, 'list'>, at: string) {
  const { rows: told, next } = await api.list(at, v.unknown());
  return { told, next: followingPath(at, told) ?? next };
}

function followingPath(path: string, told: unknown): string | undefined {
  const { next, nextPageToken, more } = v.parse(v.fallback(onward, {}), told);
  if (more === false) return undefined;
  const [where = '', query] = path.split('?', 2);
  const search = new URLSearchParams(query);
  if (next !== undefined) search.set('after', next);
  else if (nextPageToken !== undefined) search.set('nextPageToken', nextPageToken);
  else return undefined;
  return `${where}?${search}`;
}
