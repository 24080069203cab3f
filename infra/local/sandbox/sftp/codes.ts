/** How a request is answered without data (draft-ietf-secsh-filexfer-02 §7). */
export const code = { ok: 0, eof: 1, noSuchFile: 2, permissionDenied: 3, failure: 4, unsupported: 8 } as const;

interface Said {
  readonly code: number;
  readonly message: string;
}

/** What a server says of a fault of the file system, as OpenSSH's does. */
export function saidOf(error: unknown): Said {
  const name = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (name === 'ENOENT' || name === 'ENOTDIR') return { code: code.noSuchFile, message: 'No such file' };
  if (name === 'EACCES' || name === 'EPERM') return { code: code.permissionDenied, message: 'Permission denied' };
  return { code: code.failure, message: name === 'ENOSPC' ? 'No space left on device' : 'Failure' };
}

/** A planned refusal, wished by the status that HTTP has for it: 403 not permitted, 404 not there, 507 the disk is full, any other a failure. */
export function saidFor(status: number): Said {
  if (status === 403) return { code: code.permissionDenied, message: 'Permission denied' };
  if (status === 404) return { code: code.noSuchFile, message: 'No such file' };
  return { code: code.failure, message: status === 507 ? 'No space left on device' : 'Failure' };
}
