import type { Asked, Told } from '../../serve.ts';
import type { Book } from '../book/book.ts';
import type { Subject, Subjects, User } from '../subjects.ts';

export interface Product {
  readonly gtin: string;
  readonly name: string;
}

/** What every method may need. */
export interface Context {
  readonly book: Book;
  readonly subjects: Subjects;
  readonly products: readonly Product[];
  readonly isStrict: boolean;
  /** Milliseconds since 1970, by the sandbox's clock. */
  readonly now: () => number;
  readonly delayMs: () => number;
  readonly tokenMinutes: number;
  /** Where this server is. */
  readonly url: () => string;
}

/** Who called. */
export interface Caller {
  readonly subject: Subject;
  readonly user: User;
  readonly token: string;
}

/** Answers one method. `ids` are the variable segments of the path. */
export type Answer = (asked: Asked, caller: Caller, ids: readonly string[]) => Told;

export const guid = /^[a-fA-F0-9]{8}(-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}$/;
