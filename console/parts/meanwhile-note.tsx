import Alert from '@cloudscape-design/components/alert';
import { useHere } from '../shell/session-context.ts';
import { meanwhile, type SeenVersion } from './begun.ts';

interface Given {
  readonly begun: SeenVersion;
  readonly latest: SeenVersion;
}

/** Tells whoever writes in a form that what it changes is no longer as it was. What he wrote stays. */
export function MeanwhileNote({ begun, latest }: Given) {
  const { username } = useHere();
  const words = meanwhile(begun, latest, username);
  if (words === undefined) return null;
  return (
    <Alert type="warning" header={words}>
      What you write here is not saved over it. Keep what you need, cancel, and begin again with what there is now.
    </Alert>
  );
}
