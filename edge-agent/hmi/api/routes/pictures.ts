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
    async ({ path: { line = '', trigger = '' } }) => {
      const folder = picturesOf(line);
      const found =
        folder !== undefined && /^\d{1,10}$/.test(trigger) ? await cameraPicture(folder, Number(trigger)) : undefined;
      if (found === undefined)
        throw new Refused(
          refuse('not-found', `the camera of ${line} left no picture of trigger ${trigger}`, {
            remedy: 'Have the camera send its pictures to the folder that the line’s configuration names (pictures).',
          }),
        );
      return { status: 200, body: found.body, headers: { 'content-type': found.type } };
    },
  ),
];
