import Button from '@cloudscape-design/components/button';
import { useHere } from '../shell/session-context.ts';

interface Given {
  readonly ids: readonly string[];
  readonly open: (id: string) => void;
}

/** Events by their ids, each to be looked at; only the ids for who may not see events. */
export function EventLinks({ ids, open }: Given) {
  const { may } = useHere();
  if (ids.length === 0) return <>–</>;
  return (
    <>
      {ids.map((id) => (
        <div key={id}>
          {may('events:query') ? (
            <Button variant="inline-link" onClick={() => open(id)} ariaLabel={`Event ${id}`}>
              {id}
            </Button>
          ) : (
            <code className="long">{id}</code>
          )}
        </div>
      ))}
    </>
  );
}
