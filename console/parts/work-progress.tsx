import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Spinner from '@cloudscape-design/components/spinner';

interface Given {
  readonly name: string;
  readonly words: string;
  readonly stop: () => void;
}

/** A document is being read: how far it is, and the way to give it up. */
export function WorkProgress({ name, words, stop }: Given) {
  return (
    <Alert type="info" action={<Button onClick={stop}>Stop</Button>}>
      <span role="status">
        <Spinner /> {words || `Reading ${name}`}
      </span>
    </Alert>
  );
}
