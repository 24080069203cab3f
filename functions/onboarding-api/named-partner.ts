import type { Request } from '#common/http.ts';
import { orRefuse } from '#common/refused.ts';
import { kindsWith } from '#shared/master-data/kinds.ts';

/** The partner that a path names. @throws Refused `malformed` for what could be none */
export const namedPartner = ({ path }: Pick<Request, 'path'>): string =>
  orRefuse(kindsWith().partner.readId(path['partner'] ?? ''));
