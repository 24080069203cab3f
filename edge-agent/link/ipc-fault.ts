import { eventstream_rpc } from 'aws-iot-device-sdk-v2';
import * as v from 'valibot';

/**
 * What went wrong between us and the nucleus. spool-full: the cloud has been away for longer than the nucleus keeps messages ·
 * unauthorized: the component's access control or the core's policy does not allow it · unsupported: this runtime has no such call ·
 * service: the nucleus could not do it now, on nucleus lite because the cloud is away · connection: the nucleus itself is away ·
 * late: it did not answer in time, and may have done it.
 */
export type IpcFaultKind = 'spool-full' | 'unauthorized' | 'unsupported' | 'service' | 'connection' | 'late';

/** A call to the nucleus that came to nothing. */
export class IpcFault extends Error {
  readonly kind: IpcFaultKind;

  constructor(kind: IpcFaultKind, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.kind = kind;
  }
}

const { RpcError, RpcErrorType } = eventstream_rpc;
/** The runtimes tell a service error's class in the first and its text in one of the others. */
const modelled = v.object({
  _errorCode: v.optional(v.string()),
  message: v.optional(v.string()),
  _message: v.optional(v.string()),
});

/** What a rejected call of the SDK means. */
export function ipcFault(error: unknown): IpcFault {
  if (error instanceof IpcFault) return error;
  if (!(error instanceof RpcError)) return new IpcFault('connection', String(error), { cause: error });
  const told = v.safeParse(modelled, error.serviceError);
  if (told.success) return ofService(told.output, error);
  // An answer of a shape that the operation does not have, such as UnsupportedOperationError.
  if (/response shape/.test(error.description)) return new IpcFault('unsupported', error.description, { cause: error });
  const remote = error.type === RpcErrorType.HandshakeError ? 'the nucleus refused the token (SVCUID)' : undefined;
  return new IpcFault('connection', remote ?? error.internalError?.message ?? error.description, { cause: error });
}

function ofService({ _errorCode: code = '', message, _message }: v.InferOutput<typeof modelled>, cause: unknown) {
  const detail = message ?? _message ?? (code || 'the nucleus gave no reason');
  const made = (kind: IpcFaultKind) => new IpcFault(kind, detail, { cause });
  if (code === 'UnauthorizedError' || /not authorized|unauthorized/i.test(detail)) return made('unauthorized');
  if (/spool is full/i.test(detail)) return made('spool-full');
  if (/unsupported|not (supported|implemented)|unknown operation/i.test(`${code} ${detail}`))
    return made('unsupported');
  return made('service');
}
