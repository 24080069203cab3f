/** How far a session came: name, TCP, key exchange and the server's key, login, and then its files. */
export type SftpStep = 'resolve' | 'connect' | 'host key' | 'login' | 'files';

/** Codes by which a server answers an operation (draft-ietf-secsh-filexfer-02 §7). */
export const fx = { eof: 1, noSuchFile: 2, permissionDenied: 3, failure: 4, unsupported: 8 } as const;

interface Facts {
  /** What the server answered; absent where it answered nothing. */
  readonly status?: number | undefined;
  /** Nothing will ever be sent there: the address is not allowed. */
  readonly isForbidden?: boolean;
  /** What to do, where it is known better than from the step. */
  readonly remedy?: string | undefined;
}

/** What went wrong with a partner's server, or on the way to it. */
export class SftpFault extends Error {
  readonly step: SftpStep;
  readonly status: number | undefined;
  readonly isForbidden: boolean;
  readonly remedy: string | undefined;

  constructor(step: SftpStep, message: string, { status, isForbidden = false, remedy }: Facts = {}) {
    super(message);
    this.step = step;
    this.status = status;
    this.isForbidden = isForbidden;
    this.remedy = remedy;
  }
}

/** True where the server said no to one operation, and the session goes on. */
export const isAnswered = (error: unknown): error is SftpFault =>
  error instanceof SftpFault && error.status !== undefined;
