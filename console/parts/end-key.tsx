import { ConfirmModal } from './confirm-modal.tsx';
import { useDeed } from './use-deed.tsx';

interface Given {
  /** As sentences name it: `SSH key 2`. */
  readonly name: string;
  readonly path: string;
  readonly consequence: string;
  readonly close: () => void;
}

/** Ends a key of ours. */
export function EndKey({ name, path, consequence, close }: Given) {
  const end = useDeed(
    (api) => api.remove(path),
    () => `The ${name} is ended.`,
  );
  return (
    <ConfirmModal
      question={`End ${name}?`}
      consequence={consequence}
      label="End the key"
      act={() => end.mutateAsync()}
      close={close}
    />
  );
}
