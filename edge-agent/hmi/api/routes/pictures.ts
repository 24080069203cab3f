import { refuse } from '#shared/refusal.ts';
import { Refused } from '../../../refused.ts';
import { cameraPicture } from '../../camera-pictures.ts';
import { type Route, route } from '../route.ts';

export interface PictureNeeds {
  /** Where a line's camera leaves its pictures, if it does. */
  readonly picturesOf: (line: string) => string | undefined;
}

/** Pictures that a line's camera has taken, by trigger. */
export const pictureRoutes = ({ picturesOf }: PictureNeeds): Route[] => [
  route(
    { method: 'GET', path: '/api/lines/{line}/pictures/{trigger}', needs: 'read-report' },
    async ({ path: { line = '', trigger = '' }, query }) => {
      const folder = picturesOf(line);
      const since = sinceIn(query);
      const found =
        folder !== undefined && /^\d{1,10}$/.test(trigger)
          ? await cameraPicture(folder, Number(trigger), since)
          : undefined;
      if (found === undefined)
        throw new Refused(
          refuse('not-found', `the camera of ${line} left no picture of trigger ${trigger}${sinceWords(query)}`, {
            remedy: 'Have the camera send its pictures to the folder that the line’s configuration names (pictures).',
          }),
        );
      return { status: 200, body: found.body, headers: { 'content-type': found.type } };
    },
  ),
];

/** When the pack was printed whose picture is asked for. Throws `Refused` when it is no time. */
function sinceIn(query: URLSearchParams): number | undefined {
  const given = query.get('since');
  if (given === null) return undefined;
  const at = Date.parse(given);
  if (Number.isNaN(at)) throw new Refused(refuse('bad-parameter', 'since must be a time in ISO 8601', { at: 'since' }));
  return at;
}

const sinceWords = (query: URLSearchParams): string => (query.has('since') ? ` since ${query.get('since')}` : '');
