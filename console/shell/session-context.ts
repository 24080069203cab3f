import { createContext, use } from 'react';
import type { Permission } from '../../shared/access/permissions.ts';
import type { Api } from '../api.ts';
import type { OpenSession } from '../open-session.ts';
import type { Session } from '../tokens.ts';

/** Who is signed in, what he may do, and the API in his name. The server decides; what the role does not carry is not offered. */
export interface Here extends Session {
  /** The session for as long as the page is open; its members are those of now. */
  readonly signedIn: OpenSession;
  readonly api: Api;
  may(permission: Permission): boolean;
}

export const SessionContext = createContext<Here | undefined>(undefined);

/** @throws outside of the app, which is a fault of the page's */
export function useHere(): Here {
  const here = use(SessionContext);
  if (here === undefined) throw new Error('a page outside of the app');
  return here;
}
