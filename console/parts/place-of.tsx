import { glnOf } from './gln-of.ts';
import { LinkTo } from './link-to.tsx';
import type { Placed, Places } from './use-places.ts';

/** A place as master data know it, else by its identifier. */
export function PlaceOf({ step, places }: { readonly step: Placed; readonly places: Places }) {
  const place = step.bizLocation ?? step.readPoint;
  if (place === undefined) return null;
  const gln = glnOf(place);
  const known = gln === undefined ? undefined : places.get(gln);
  if (gln === undefined || known === undefined)
    return (
      <div>
        <code className="long">{place}</code>
      </div>
    );
  return (
    <div>
      <LinkTo page="locations" subject={gln}>
        {known.name}
      </LinkTo>
      {`, ${known.city} (${known.country})`}
    </div>
  );
}
