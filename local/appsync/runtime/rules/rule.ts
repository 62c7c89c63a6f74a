import type { AnyNode, Program } from 'acorn';
import type { References } from '../scope.js';
import type { Place } from '../syntaxTree.js';

/** A module under inspection. */
export interface Inspected {
  readonly tree: Program;
  readonly places: readonly Place[];
  readonly references: References;
}

/** Notes a violation at the place where `node` begins. */
export type Report = (node: AnyNode, rule: string, message: string) => void;

/** Looks for one kind of thing that AppSync would refuse. */
export type Rule = (module: Inspected, report: Report) => void;
