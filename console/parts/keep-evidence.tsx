import Button from '@cloudscape-design/components/button';
import { useMutation } from '@tanstack/react-query';
import { useHere } from '../shell/session-context.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { saveFile } from './save-file.ts';

interface Given {
  /** Of its exact bytes. */
  readonly path: string;
  /** Of the file, without its ending: that says whether it is text. */
  readonly name: string;
  /** What it is, to who hears the page. */
  readonly label: string;
}

/** The exact bytes of what was sent or came, to be kept as a file. */
export function KeepEvidence({ path, name, label }: Given) {
  const { api } = useHere();
  const kept = useMutation({
    mutationFn: async () => {
      const bytes = await api.fetch(path);
      saveFile(`${name}.${bytes.type.startsWith('text/') ? 'txt' : 'bin'}`, bytes);
    },
  });
  return (
    <>
      <Button
        variant="inline-link"
        ariaLabel={`Keep as a file: ${label}`}
        loading={kept.isPending}
        onClick={() => kept.mutate()}
      >
        Keep as a file
      </Button>
      <ProblemAlert error={kept.error} />
    </>
  );
}
