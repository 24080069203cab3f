import type { Node } from '../documents/read-xml.ts';
import type { Register } from '../register/register.ts';
import type { Subject, Subjects } from '../subjects.ts';
import type { Rejection } from './codes.ts';

/** A document that follows the schema, about to be judged. */
export interface Doc {
  /** Counts documents, so that a pack can say which touched it last. */
  readonly number: number;
  readonly id: string;
  readonly type: number;
  readonly root: Node;
  readonly by: Subject;
  /** Milliseconds since 1970, when it is judged. */
  readonly at: number;
}

/** Something that the operator tells a participant. */
export interface Notice {
  readonly type: number;
  readonly to: Subject;
  readonly sender: string;
  readonly receiver: string;
  readonly document: Node;
}

export interface Ruling {
  readonly errors: readonly Rejection[];
  /** How many objects were taken. */
  readonly taken: number;
  readonly notices: readonly Notice[];
}

/** A document of before, for those that take one back. */
export interface Earlier {
  readonly number: number;
  readonly type: number;
  readonly by: Subject;
  readonly root: Node;
  readonly isRecalled: boolean;
}

export interface World {
  readonly register: Register;
  readonly subjects: Subjects;
  /** GTINs that are registered; without it all are. */
  readonly products: ReadonlySet<string> | undefined;
  /** Only codes that the order station emitted may be packed. */
  readonly onlyEmitted: boolean;
  readonly isTrusted: (by: Subject, other: Subject) => boolean;
  readonly earlier: (id: string) => Earlier | undefined;
  readonly markRecalled: (id: string) => void;
}

export const rejected = (...errors: Rejection[]): Ruling => ({ errors, taken: 0, notices: [] });

/** True for digits with a right check digit (GS1 General Specifications §7.9). */
export function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 1 : 3);
  return sum % 10 === 0;
}
