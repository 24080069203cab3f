import { ConfirmModal } from './confirm-modal.tsx';
import { ContentFacts } from './content-facts.tsx';
import { type Version, versionShape } from './master-kinds.ts';
import { useDeed } from './use-deed.tsx';
import { VersionDifferences } from './version-differences.tsx';
import type { Versioned } from './versioned.ts';

interface Given {
  readonly subject: Versioned;
  /** As the person saw it: the server refuses it once it has been changed. */
  readonly latest: Version;
  readonly close: () => void;
}

/** The approval of a version by somebody who wrote none of it, on what it changes. */
export function ApproveVersion({ subject: { path, name, withdrawn }, latest, close }: Given) {
  const { version, revision, withdraws, authors, effectiveFrom, content } = latest;
  const approve = useDeed(
    (api) => api.post(`${path}/approve`, { version, revision }, versionShape),
    () => `Version ${version} of ${name} was approved.`,
  );
  const by = authors.join(', ');
  const from = effectiveFrom === undefined ? 'at once' : `from ${effectiveFrom.slice(0, 10)} (UTC)`;
  return (
    <ConfirmModal
      question={withdraws ? `Approve the withdrawal of ${name}?` : `Approve version ${version} of ${name}?`}
      consequence={withdraws ? `Asked for by ${by}: ${withdrawn}` : `Written by ${by}. It holds ${from}.`}
      label="Approve"
      act={() => approve.mutateAsync()}
      close={close}
    >
      {version > 1 && withdraws !== true && <VersionDifferences path={path} to={version} />}
      {version === 1 && content !== undefined && <ContentFacts content={content} order={['name']} />}
    </ConfirmModal>
  );
}
