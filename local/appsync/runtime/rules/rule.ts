import type { AnyNode, Program } from 'acorn';
import type { References } from '../scope.js';
import type { Place } from '../syntaxTree.js';

/** A parsed module. */
export interface Inspected {
  readonly tree: Program;
  readonly places: readonly Place[];
  readonly references: References;
}

/** Reports a violation at the start of `node`. */
type Report = (node: AnyNode, rule: string, message: string) => void;

/** Finds one kind of violation. */
export type Rule = (module: Inspected, report: Report) => void;
