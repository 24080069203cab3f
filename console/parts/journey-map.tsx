import Box from '@cloudscape-design/components/box';
import { useQuery } from '@tanstack/react-query';
import { frameOf, mercator } from './mercator.ts';
import type { Stop } from './stops-of.ts';

/** Of the width of the map. */
const [DOT, LETTERS] = [0.011, 0.016];

/** Where a unit was, and in which order, on a map that needs no server but ours. Nothing where no place is known. */
export function JourneyMap({ stops }: { readonly stops: readonly Stop[] }) {
  const { data: outline } = useQuery({
    queryKey: ['world'],
    queryFn: async () => (await import('./world-outline.ts')).worldOutline(),
    enabled: stops.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (stops.length === 0) return null;
  const points = stops.map((stop) => ({ ...stop, ...mercator(stop.latitude, stop.longitude) }));
  const { x, y, width, height } = frameOf(points);
  const isRough = stops.some((stop) => stop.isRough);
  return (
    <figure className="map">
      <svg viewBox={`${x} ${y} ${width} ${height}`} role="img" aria-label={`Map: ${namesOf(stops)}`}>
        {outline !== undefined && <path className="land" d={outline} vectorEffect="non-scaling-stroke" />}
        <polyline
          className="way"
          points={points.map((point) => `${point.x},${point.y}`).join(' ')}
          vectorEffect="non-scaling-stroke"
        />
        {points.map((point, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a unit may come to a place twice
          <g key={i} className={point.isRough ? 'stop rough' : 'stop'}>
            <circle cx={point.x} cy={point.y} r={width * DOT} vectorEffect="non-scaling-stroke" />
            <text x={point.x} y={point.y} fontSize={width * LETTERS}>
              {i + 1}
            </text>
          </g>
        ))}
      </svg>
      <figcaption>
        <ol>
          {stops.map(({ names, isRough: rough }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a unit may come to a place twice
            <li key={i}>
              {names.join('; ')}
              {rough && ' *'}
            </li>
          ))}
        </ol>
        {isRough && (
          <Box variant="small">
            * shown in the middle of its country: master data say neither latitude nor longitude of it.
          </Box>
        )}
      </figcaption>
    </figure>
  );
}

const namesOf = (stops: readonly Stop[]) => stops.map(({ names }) => names.join(' and ')).join(', then ');
